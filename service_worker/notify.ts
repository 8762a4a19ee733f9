/** Push messages: shown, tapped, and subscribed to again when the browser has dropped the subscription. */
import { within } from "../sync/client/within.ts";
import { assets } from "./build.ts";
import { noticeOf } from "./notice.ts";
import { openPages } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope;

const PATIENCE_MS = 10_000;

/** Shows a message and says so: who hears of it looks for no other way to tell the person. */
export async function show(payload: string | undefined): Promise<void> {
  const { title, body, url, tag, id, receipt } = noticeOf(payload, self.location.origin);
  const icon = assets["icon-192.png"];
  const badge = assets["badge-96.png"];
  await self.registration.showNotification(title, {
    body,
    lang: "da",
    data: { url },
    ...(tag && { tag }),
    ...(icon && { icon }),
    ...(badge && { badge }),
  });
  if (receipt) await within(PATIENCE_MS, posted("/paamindelser/set", { id, receipt })).catch(() => undefined);
}

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

/** Subscribes anew with the deployment's `key` and tells the server. */
export async function subscribeAgain(event: PushSubscriptionChangeEvent, who: { key: string; token: string }): Promise<void> {
  const options = { userVisibleOnly: true, applicationServerKey: who.key };
  const subscription = event.newSubscription ?? (await within(PATIENCE_MS, self.registration.pushManager.subscribe(options)));
  await within(PATIENCE_MS, posted("/paamindelser", subscription, { "x-konkret-token": who.token }));
}

function posted(address: string, what: object, token: Record<string, string> = {}): Promise<Response> {
  const headers = { "content-type": "application/json", ...token };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(what) });
}

/** Ends this browser's subscription: what the server still sends to it reaches nobody. */
export async function unsubscribe(): Promise<void> {
  const subscription = await self.registration.pushManager.getSubscription();
  await subscription?.unsubscribe();
}
