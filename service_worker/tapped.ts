/** A notice that is tapped, or a button on it. */
import { within } from "../sync/client/within.ts";
import { asking } from "./asking.ts";
import type { Button } from "./notice.ts";
import { type Carried, PATIENCE_MS, posted } from "./notify.ts";
import { sync } from "./sync.ts";
import { openPages } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope;

/** Does what the button says, or shows the page of the notice; and tells, so that other devices close theirs. */
export async function tapped({ notification, action }: NotificationEvent): Promise<void> {
  notification.close();
  const carried = notification.data as Carried;
  await Promise.all([answered(carried, action), tellOpened(carried)]);
}

async function tellOpened({ id, receipt }: Carried): Promise<void> {
  const told = { id: id!, receipt: receipt!, opened: true };
  if (receipt) await within(PATIENCE_MS, posted("/paamindelser/set", told)).catch(() => undefined);
}

async function answered({ url, actions = [] }: Carried, action: string): Promise<void> {
  const pressed = actions.find((each) => each.action === action);
  // What cannot be said from here can be said on the page.
  if (pressed?.meeting && (await comes(pressed).catch(() => false))) return;
  await open(new URL(pressed?.url ?? url, self.location.origin).href);
}

/** Saves that the citizen comes, as the form on the page does; false when this phone does not know of such a meeting. */
async function comes({ meeting, booked_at }: Button): Promise<boolean> {
  const ask = await asking({});
  const stands = ask?.record.meetings.find((each) => each.id === meeting && each.booked_at === booked_at);
  if (!ask || !stands) return false;
  const args = { meeting: stands.id, booked_at: stands.booked_at, comes: true };
  if (!stands.comes_at) await ask.client.mutate([{ name: "meeting.come", args }], ask.now);
  // It is saved: whether it can be sent now is another matter.
  await sync().catch(() => undefined);
  return true;
}

/** Shows a page, in a window that is open when no typed text is lost by it. */
async function open(address: string): Promise<void> {
  const pages = await openPages();
  const there = pages.find(({ window }) => window.url === address);
  const idle = pages.find(({ doing }) => doing && !doing.typing);
  // A page that another worker or none controls refuses to be led.
  const shown = there?.window ?? (await idle?.window.navigate(address).catch(() => null));
  await (shown ? shown.focus() : self.clients.openWindow(address));
}
