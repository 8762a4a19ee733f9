/**
 * What the person has saved here: the browser is asked not to clear it, and the person is told where it may.
 *
 * When the browser is asked: not on the first page, where there is nothing of theirs to keep and a question would be
 * about nothing; but once they have saved something. Chromium and Safari then decide by themselves, by how much Konkret
 * is used, whether it reminds and whether it is on the home screen: nobody is disturbed, and what they refuse today they
 * may grant next week, so they are asked again with the next page. Firefox asks the person, and a question that
 * comes up after «Jeg har søgt» would be one out of the blue: there, and in browsers that nobody here knows, it is
 * asked only when «Beskyt det, jeg har gemt» is pressed, beside the sentence that says why.
 */
import { isChromium, isInstalled, isWebKit } from "./browser.ts";
import { role } from "./page.ts";
import { refresh } from "./refresh.ts";
import { button, place, say } from "./says.ts";
import { ask } from "./worker.ts";

const LITTLE_BYTES = 20_000_000;
const DISMISSED = "evict-dismissed";

/** What the worker answers: whether the person has saved anything here, and whether some of it could not be sent. */
interface Kept {
  readonly own: boolean;
  readonly stuck: boolean;
}

export function storage(): void {
  const manager = navigator.storage as StorageManager | undefined;
  if (role() !== "citizen" || !manager?.persist) return;
  offer(manager);
  // A private window may refuse to say anything: then there is nothing to tell.
  look(manager).catch(() => undefined);
}

function offer(manager: StorageManager): void {
  const where = place("protect");
  if (!where) return;
  const granted = (): Promise<boolean> => manager.persist().catch(() => false);
  const protect = async (): Promise<void> => ((await granted()) ? refresh() : say(where, "refused"));
  button(where, "protect", () => void protect()).hidden = false;
}

async function look(manager: StorageManager): Promise<void> {
  const where = place("evict");
  const wasSafe = await manager.persisted();
  if (wasSafe && !where) return;
  const kept = await ask<Kept | null>({ type: "kept" });
  if (!kept?.own) return;
  const isSafe = wasSafe || ((isChromium() || isWebKit()) && (await manager.persist()));
  if (where) warn(where, await danger(manager, { isSafe, isStuck: kept.stuck }));
}

/** The sentence for what may happen to what is kept here, "" for nothing to speak of. */
async function danger(manager: StorageManager, { isSafe, isStuck }: { isSafe: boolean; isStuck: boolean }): Promise<string> {
  // Safari has this later than the rest.
  const { usage = 0, quota = Infinity } = (await manager.estimate?.()) ?? {};
  if (quota - usage < LITTLE_BYTES) return "full";
  if (isSafe || isInstalled()) return "";
  // After seven days of use without a visit it clears whatever scripts have stored.
  if (isWebKit()) return "week";
  return isStuck ? "unsent" : "";
}

function warn(where: HTMLElement, what: string): void {
  if (!what || localStorage.getItem(DISMISSED)) return;
  say(where, what);
  where.hidden = false;
  button(where, "dismiss", () => {
    localStorage.setItem(DISMISSED, "1");
    where.hidden = true;
  });
}
