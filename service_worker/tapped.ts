/** A notice that is tapped. */
import { openPages } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope;

/** Shows the page of a tapped notice, in a window that is open when no typed text is lost by it. */
export async function open(notification: Notification): Promise<void> {
  notification.close();
  const address = new URL((notification.data as { url: string }).url, self.location.origin).href;
  const pages = await openPages();
  const there = pages.find(({ window }) => window.url === address);
  const idle = pages.find(({ doing }) => doing && !doing.typing);
  // A page that another worker or none controls refuses to be led.
  const shown = there?.window ?? (await idle?.window.navigate(address).catch(() => null));
  await (shown ? shown.focus() : self.clients.openWindow(address));
}
