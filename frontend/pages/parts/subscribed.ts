/** This browser's push subscription: made with the key that the deployment offers, told to the server, made anew. */
import { within } from "../../../sync/client/within.ts";
import { person, token } from "./page.ts";

const PATIENCE_MS = 10_000;
// Whose reminders come here; that a subscription was ended for another one; that it was looked at since the start.
const WHOSE = "reminded";
const AGAIN = "reminded-again";
const LOOKED = "reminded-looked";

/** Subscribes with `key` and tells the server; whether it took it. Rejects where the browser does not. */
export async function subscribe(manager: PushManager, key: string): Promise<boolean> {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  // Chromium never settles this when its push service cannot be reached.
  const subscription = await within(PATIENCE_MS, manager.subscribe(options));
  if (await offered(subscription)) return true;
  await subscription.unsubscribe();
  return false;
}

/** Ends it. The server need not hear of it: what it still sends comes to nothing. */
export async function unsubscribe(subscription: PushSubscription): Promise<boolean> {
  const ended = await subscription.unsubscribe();
  if (ended) await told("/paamindelser/fra", { endpoint: subscription.endpoint }).catch(() => false);
  return ended;
}

/**
 * Once after each start: tells the server again, which may have dropped it, and makes it anew when the deployment offers
 * another key by now. One that ended and could not be made anew is tried again at the next start.
 */
export async function renew(manager: PushManager): Promise<void> {
  if (sessionStorage.getItem(LOOKED) || localStorage.getItem(WHOSE) !== person()) return;
  const old = await manager.getSubscription();
  if (Notification.permission !== "granted" || !(old ?? localStorage.getItem(AGAIN))) return;
  const answer = await within(PATIENCE_MS, fetch("/session", { cache: "no-store" }));
  const { person: who, vapid_key: key } = (await answer.json()) as { person?: string; vapid_key: string };
  // A session that has ended is no reason to end what reminds.
  if (who !== person()) return;
  if (old && keyOf(old) === key) await offered(old);
  else {
    localStorage.setItem(AGAIN, "1");
    if (old) await unsubscribe(old);
    if (!(await subscribe(manager, key))) return;
    localStorage.removeItem(AGAIN);
  }
  sessionStorage.setItem(LOOKED, "1");
}

async function offered(subscription: PushSubscription): Promise<boolean> {
  const taken = await told("/paamindelser", { ...subscription.toJSON(), made_with: keyOf(subscription) });
  if (taken) localStorage.setItem(WHOSE, person());
  return taken;
}

/** The public key that it was made with, base64url. */
function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? []);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function told(address: string, what: object): Promise<boolean> {
  const headers = { "content-type": "application/json", "x-konkret-token": token() };
  const answer = await within(PATIENCE_MS, fetch(address, { method: "POST", headers, body: JSON.stringify(what) }));
  return answer.ok;
}
