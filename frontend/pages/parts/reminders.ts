/** «Slå påmindelser til»: asks the browser only when it is pressed, and says plainly when it cannot be. */
import { within } from "../../../sync/client/within.ts";
import { isBareIphone } from "./browser.ts";
import { token } from "./page.ts";
import { button, place, say } from "./says.ts";
import { registered } from "./worker.ts";

const PATIENCE_MS = 10_000;

type State = "wait" | "on" | "off" | "denied" | "unsupported" | "install-first" | "failed";

export function reminders(): void {
  const where = place("reminders");
  if (where) void start(where);
}

async function start(where: HTMLElement): Promise<void> {
  const registration = await registered();
  // Safari on an iPhone has push only for apps on the home screen.
  if (!registration || !("PushManager" in window)) return say(where, isBareIphone() ? "install-first" : "unsupported");
  const { pushManager } = registration;
  const on = button(where, "turn-on", () => change(() => turnOn(pushManager, where.dataset["reminders"]!)));
  const off = button(where, "turn-off", () => change(() => turnOff(pushManager)));
  const isOn = async (): Promise<boolean> => (await pushManager.getSubscription()) !== null;
  const show = async (state: State | ""): Promise<void> => {
    say(where, state);
    off.hidden = !(await isOn());
    on.hidden = !off.hidden || state === "denied";
  };
  const change = async (doing: () => Promise<State>): Promise<void> => {
    on.disabled = off.disabled = true;
    say(where, "wait");
    await show(await doing().catch((): State => "failed"));
    on.disabled = off.disabled = false;
  };
  await show((await isOn()) ? "on" : Notification.permission === "denied" ? "denied" : "");
}

async function turnOn(pushManager: PushManager, key: string): Promise<State> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const options = { userVisibleOnly: true, applicationServerKey: key };
  // Chromium never settles this when its push service cannot be reached.
  const subscription = await within(PATIENCE_MS, pushManager.subscribe(options));
  if (await told("/paamindelser", subscription)) return "on";
  await subscription.unsubscribe();
  return "failed";
}

/** The server need not hear of it: what it still sends comes to nothing. */
async function turnOff(pushManager: PushManager): Promise<State> {
  const subscription = await pushManager.getSubscription();
  if (!subscription || !(await subscription.unsubscribe())) return "failed";
  await told("/paamindelser/fra", { endpoint: subscription.endpoint }).catch(() => false);
  return "off";
}

async function told(address: string, what: object): Promise<boolean> {
  const headers = { "content-type": "application/json", "x-konkret-token": token() };
  const answer = await within(PATIENCE_MS, fetch(address, { method: "POST", headers, body: JSON.stringify(what) }));
  return answer.ok;
}
