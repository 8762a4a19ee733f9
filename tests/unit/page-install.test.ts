/** How a person is led to put Konkret on the home screen, where the browser keeps what is stored. */
import { afterEach, expect, test, vi } from "vitest";

interface Card {
  hidden: boolean;
  readonly says: Record<string, { hidden: boolean; dataset: { says: string } }>;
  readonly press: { onclick: (() => void) | null };
  readonly browser: EventTarget;
}

/** The card as it comes from the server, in a browser that offers to install, or not. */
async function card({ offers = false, standalone, installed = false }: { offers?: boolean; standalone?: boolean; installed?: boolean }): Promise<Card> {
  vi.resetModules();
  const sentences = ["offered", "share", "menu"].map((says) => [says, { hidden: true, dataset: { says } }] as const);
  const browser = Object.assign(new EventTarget(), offers ? { onbeforeinstallprompt: null } : {});
  const there: Card = { hidden: true, says: Object.fromEntries(sentences), press: { onclick: null }, browser };
  const element = Object.assign(there, {
    querySelectorAll: () => sentences.map(([, sentence]) => sentence),
    querySelector: () => there.press,
  });
  vi.stubGlobal("window", browser);
  vi.stubGlobal("addEventListener", browser.addEventListener.bind(browser));
  vi.stubGlobal("navigator", standalone === undefined ? {} : { standalone });
  vi.stubGlobal("matchMedia", () => ({ matches: installed }));
  vi.stubGlobal("document", { querySelector: () => element });
  (await import("../../frontend/pages/parts/install.ts")).installCard();
  return there;
}

/** What of the card is shown. */
function shown({ hidden, says }: Card): string[] {
  return hidden ? [] : Object.values(says).flatMap((sentence) => (sentence.hidden ? [] : [sentence.dataset.says]));
}

afterEach(() => vi.unstubAllGlobals());

test("a browser that offers it is asked by a button, once, and by nothing else", async () => {
  const there = await card({ offers: true });
  expect(shown(there)).toEqual([]);
  const prompt = vi.fn(async () => undefined);
  const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt });
  there.browser.dispatchEvent(offer);
  expect([shown(there), offer.defaultPrevented, prompt.mock.calls.length]).toEqual([["offered"], true, 0]);
  there.press.onclick?.();
  expect([shown(there), prompt.mock.calls.length]).toEqual([[], 1]);
});

test("an iPhone is told the way over «Del», any other browser the one over its menu", async () => {
  expect(shown(await card({ standalone: false }))).toEqual(["share"]);
  expect(shown(await card({}))).toEqual(["menu"]);
});

test("nothing is said where it is on the home screen", async () => {
  for (const where of [{ standalone: true }, { installed: true }, { installed: true, offers: true }]) {
    expect(shown(await card(where))).toEqual([]);
  }
});
