/** When an open page of a citizen's has the record exchanged. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const MINUTE = 60_000;

let page: EventTarget & { visibilityState: string };
let window: EventTarget;
let line: EventTarget;
let told: { type: string; person: string }[];

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  told = [];
  window = new EventTarget();
  page = Object.assign(new EventTarget(), {
    visibilityState: "visible",
    readyState: "complete",
    documentElement: { dataset: { person: "anne", role: "citizen" } },
    forms: [],
    querySelector: () => null,
    querySelectorAll: () => [],
  });
  const worker = { postMessage: (message: { type: string; person: string }) => told.push(message) };
  const container = Object.assign(new EventTarget(), {
    controller: worker,
    register: async () => undefined,
    ready: Promise.resolve({ active: worker }),
    startMessages: () => undefined,
  });
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", window);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("navigator", { serviceWorker: container });
  vi.stubGlobal("location", { pathname: "/job", search: "" });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("fetch", async () => new Response(null, { status: 405 }));
  vi.stubGlobal("EventSource", class extends EventTarget {
    constructor() {
      super();
      line = this;
    }

    close() {}
  });
  await import("../../frontend/pages/main.ts");
  await vi.advanceTimersByTimeAsync(0);
  told.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** How often the worker is asked to, for this page's person. */
async function synced(happens: () => unknown): Promise<number> {
  told.length = 0;
  happens();
  await vi.advanceTimersByTimeAsync(0);
  return told.filter(({ type, person }) => type === "sync" && person === "anne").length;
}

test("when there is a connection again, when the server says so, and when its line is open again", async () => {
  expect(await synced(() => window.dispatchEvent(new Event("online")))).toBe(1);
  for (const word of ["changed", "open"]) expect(await synced(() => line.dispatchEvent(new Event(word)))).toBe(1);
});

test("when the page is looked at again, and not when it is left", async () => {
  page.visibilityState = "hidden";
  expect(await synced(() => page.dispatchEvent(new Event("visibilitychange")))).toBe(0);
  page.visibilityState = "visible";
  expect(await synced(() => page.dispatchEvent(new Event("visibilitychange")))).toBe(1);
});

test("every minute, for as long as the page is looked at", async () => {
  for (const times of [1, 1]) expect(await synced(() => vi.advanceTimersByTime(MINUTE))).toBe(times);
  page.visibilityState = "hidden";
  expect(await synced(() => vi.advanceTimersByTime(2 * MINUTE))).toBe(0);
});
