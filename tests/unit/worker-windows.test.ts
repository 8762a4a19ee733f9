/** What an open page is told again. */
import { afterEach, expect, test, vi } from "vitest";
import { tellAgain, tellPages } from "../../service_worker/windows.ts";

const NOON = Date.parse("2026-11-25T12:00:00Z");

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([
  ["that was asked for before the last word", NOON - 1, 1],
  ["that heard the last word", NOON + 1, 0],
  ["from before the clock was set back", NOON + 60_000, 1],
])("a page %s", (_, since, told) => {
  const postMessage = vi.fn();
  vi.stubGlobal("BroadcastChannel", class { postMessage = postMessage; close(): void {} });
  vi.useFakeTimers({ now: NOON, toFake: ["Date"] });
  tellPages();
  postMessage.mockClear();
  vi.setSystemTime(NOON + 1_000);
  tellAgain(since);
  expect(postMessage).toHaveBeenCalledTimes(told);
});
