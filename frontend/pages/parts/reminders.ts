/** «Slå påmindelser til»: asks the browser only when it is pressed, and says plainly when it cannot be. */
import { isBareIphone } from "./browser.ts";
import { person } from "./page.ts";
import { button, place, say } from "./says.ts";
import { renew, subscribe, unsubscribe } from "./subscribed.ts";
import { registered } from "./worker.ts";

type State = "wait" | "on" | "off" | "denied" | "unsupported" | "install-first" | "failed";

export async function reminders(): Promise<void> {
  const where = place("reminders");
  const registration = await registered();
  // Safari on an iPhone has push only for apps on the home screen.
  const manager = "PushManager" in window && registration?.pushManager;
  if (where) await start(where, manager);
  if (manager && person()) await renew(manager).catch(() => undefined);
}

async function start(where: HTMLElement, pushManager: PushManager | false | undefined): Promise<void> {
  if (!pushManager) return say(where, isBareIphone() ? "install-first" : "unsupported");
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
  return (await subscribe(pushManager, key)) ? "on" : "failed";
}

async function turnOff(pushManager: PushManager): Promise<State> {
  const subscription = await pushManager.getSubscription();
  return subscription && (await unsubscribe(subscription)) ? "off" : "failed";
}
