/** «Slå påmindelser til»: asks the browser only when it is pressed, and says plainly when it cannot be. */
import { token } from "./page.ts";
import { button, place, say } from "./says.ts";
import { registered } from "./worker.ts";

const PATIENCE_MS = 10_000;

type Outcome = "on" | "denied" | "unsupported" | "install-first" | "failed";

export function reminders(): void {
  const where = place("reminders");
  if (where) void start(where);
}

async function start(where: HTMLElement): Promise<void> {
  const registration = await registered();
  if (!registration || !("PushManager" in window)) return say(where, isBareIphone() ? "install-first" : "unsupported");
  if (await registration.pushManager.getSubscription()) return say(where, "on");
  const on = button(where, "turn-on", async () => {
    on!.disabled = true;
    const outcome = await turnOn(registration, where.dataset["reminders"]!).catch((): Outcome => "failed");
    say(where, outcome);
    on!.disabled = false;
    on!.hidden = outcome === "on" || outcome === "denied";
  });
}

async function turnOn({ pushManager }: ServiceWorkerRegistration, key: string): Promise<Outcome> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const options = { userVisibleOnly: true, applicationServerKey: key };
  // Chromium never settles this when its push service cannot be reached.
  const subscription = await within(PATIENCE_MS, pushManager.subscribe(options));
  const headers = { "content-type": "application/json", "x-konkret-token": token() };
  const told = await within(PATIENCE_MS, fetch("/paamindelser", { method: "POST", headers, body: JSON.stringify(subscription) }));
  if (told.ok) return "on";
  await subscription.unsubscribe();
  return "failed";
}

/** Safari on an iPhone has push only for apps on the home screen. */
function isBareIphone(): boolean {
  return (navigator as { standalone?: boolean }).standalone === false;
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("no answer in time")), milliseconds));
  return Promise.race([promise, late]);
}
