/** The number on the app's icon, where there is such a thing. */
import type { Client } from "../sync/client/index.ts";
import { openCount } from "./domain/open.ts";
import { recordFrom } from "./domain/record.ts";

/** Some browsers have none, and some refuse it to who gets no messages. */
type Badging = Partial<Pick<WorkerNavigator, "setAppBadge" | "clearAppBadge">>;

/** Shows how much is open in that record, if it still `isDrawn` here when it has been read. Never rejects. */
export async function showOpen(record: Client, isDrawn: () => boolean): Promise<void> {
  const icon: Badging = navigator;
  if (!icon.setAppBadge) return;
  const view = await record.rows().catch(() => null);
  if (view?.complete && isDrawn()) await icon.setAppBadge(openCount(recordFrom(view.rows), Date.now())).catch(() => undefined);
}

/** Shows none. Never rejects. */
export async function showNone(): Promise<void> {
  const icon: Badging = navigator;
  await icon.clearAppBadge?.().catch(() => undefined);
}
