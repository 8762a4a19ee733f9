/** Notices that were opened on another device, or are pointless by now: closed when the app is started again. */
import { within } from "../sync/client/within.ts";
import { type Carried, PATIENCE_MS, posted } from "./notify.ts";

/** Closes those of `shown`. Rejects when the server cannot be asked which. */
export async function closeHandled(shown: readonly Notification[]): Promise<void> {
  const now = Date.now();
  const asked: { readonly notification: Notification; readonly id: string; readonly receipt: string }[] = [];
  for (const notification of shown) {
    const { id = "", receipt = "", until = 0 } = (notification.data ?? {}) as Partial<Carried>;
    if (until && until < now) notification.close();
    else if (receipt) asked.push({ notification, id, receipt });
  }
  if (!asked.length) return;
  const question = { shown: asked.map(({ id, receipt }) => ({ id, receipt })) };
  const answer = await within(PATIENCE_MS, posted("/paamindelser/vist", question));
  const { over } = (await answer.json()) as { over: readonly string[] };
  for (const { notification, id } of asked) if (over.includes(id)) notification.close();
}
