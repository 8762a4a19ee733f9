/** Push messages: shown, and ended. */
import { within } from "../sync/client/within.ts";
import { assets } from "./build.ts";
import { type Button, type Notice, noticeOf } from "./notice.ts";

declare const self: ServiceWorkerGlobalScope;

/** How long a server is waited for. */
export const PATIENCE_MS = 10_000;

/** What a notice carries besides its words. One that an earlier version showed carries less: hence partly. */
export type Carried = Pick<Notice, "url"> & Partial<Pick<Notice, "id" | "receipt" | "until" | "actions">>;

/** Shows a message and says so: who hears of it looks for no other way to tell the person. */
export async function show(payload: string | undefined): Promise<void> {
  const { title, body, url, tag, id, receipt, until, actions } = noticeOf(payload, self.location.origin);
  const icon = assets["icon-192.png"];
  const badge = assets["badge-96.png"];
  const options: NotificationOptions & { actions: readonly Button[] } = {
    body,
    lang: "da",
    data: { url, id, receipt, until, actions } satisfies Carried,
    // Browsers that have no such buttons leave them out: the page that a tap leads to has them too.
    actions,
    ...(tag && { tag }),
    ...(icon && { icon }),
    ...(badge && { badge }),
  };
  await self.registration.showNotification(title, options);
  if (receipt) await within(PATIENCE_MS, posted("/paamindelser/set", { id, receipt })).catch(() => undefined);
}

/** Sends to the server, outside of any sync. */
export function posted(address: string, what: object, token: Record<string, string> = {}): Promise<Response> {
  const headers = { "content-type": "application/json", ...token };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(what) });
}

/** Ends this browser's subscription: what the server still sends to it reaches nobody. Rejects when that takes long. */
export async function unsubscribe(): Promise<void> {
  const ended = self.registration.pushManager.getSubscription().then((subscription) => subscription?.unsubscribe());
  await within(PATIENCE_MS, ended);
}
