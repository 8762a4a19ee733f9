/** Push messages subscribed to again when the browser has dropped the subscription. */
import { within } from "../sync/client/within.ts";
import { PATIENCE_MS, posted } from "./notify.ts";
import { signedIn } from "./session.ts";

declare const self: ServiceWorkerGlobalScope;

/** Subscribes anew for whoever is signed in here, and tells the server. */
export async function subscribeAgain(event: PushSubscriptionChangeEvent): Promise<void> {
  const signed = await signedIn();
  if (!signed) return;
  const options = { userVisibleOnly: true, applicationServerKey: signed.vapid_key };
  const subscription = event.newSubscription ?? (await within(PATIENCE_MS, self.registration.pushManager.subscribe(options)));
  await within(PATIENCE_MS, posted("/paamindelser", subscription, { "x-konkret-token": signed.token }));
}
