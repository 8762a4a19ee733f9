/** The number on the app's icon: what is open, told whenever it changes, gone when somebody signs out. */
import { afterEach, expect, test, vi } from "vitest";
import { openCount } from "../../service_worker/domain/open.ts";
import { recordFrom } from "../../service_worker/domain/record.ts";
import { type Fields, instant, rowsOf } from "../support/shared-examples.ts";
import { firstAnswer, workerScope } from "../support/worker-scope.ts";

const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "hers", vapid_key: "k" } as const;
const NOW = instant("2026-11-23T13:02:00Z");
const HOMEWORK = [
  { id: "a-1", version: 1, done_at: 0 },
  { id: "a-2", version: 2, done_at: 0 },
  { id: "a-3", version: 3, done_at: 5 },
];

afterEach(() => vi.unstubAllGlobals());

test.each<[string, number, Record<string, Fields[]>]>([
  ["nothing", 0, {}],
  ["jobs to apply for, and none that is settled", 2, {
    job: [{ id: "j-1" }, { id: "j-2" }, { id: "j-3", state: "withdrawn" }, { id: "j-4", state: "not-relevant" }, { id: "j-5" }],
    joblog: [{ id: "e-1", job: "j-5" }, { id: "e-2" }],
  }],
  ["homework that is not done", 1, { assignment: [{ id: "a-1" }, { id: "a-2", done_at: "2026-11-20T10:00:00Z" }] }],
  ["a meeting that asks whether she comes", 1, { meeting: [{}, { id: "m-3", starts_at: "2027-01-05T09:00:00Z" }] }],
  ["a meeting to which she has said yes", 0, { meeting: [{ comes_at: "2026-11-20T10:00:00Z" }] }],
  ["a meeting that she has asked to have moved", 0, { meeting: [{}], wish: [{ kind: "move", meeting: "m-2", day: "2026-12-03" }] }],
  ["a meeting that is not moved after all", 1, { meeting: [{}], wish: [{ kind: "move", meeting: "m-2", answer: "no" }] }],
  ["a meeting of which she only wants to talk about something", 1, { meeting: [{}], wish: [{}] }],
  ["meetings that are over", 0, { meeting: [{ state: "held" }, { id: "m-3", starts_at: "2026-11-20T09:00:00Z" }] }],
])("%s: %i", (_, open, rows) => {
  expect(openCount(recordFrom(rowsOf(rows)), NOW)).toBe(open);
});

/** Anne's worker, in a browser whose icon takes a number or refuses to. */
async function hers(setAppBadge = vi.fn(async (_: number): Promise<void> => undefined)) {
  vi.resetModules();
  const clearAppBadge = vi.fn(async () => undefined);
  const { fetch, navigator } = workerScope();
  Object.assign(navigator, { setAppBadge, clearAppBadge });
  fetch.mockImplementation(async (url) => Response.json(url === "/session" ? ANNE : firstAnswer("assignment", HOMEWORK)));
  const session = await import("../../service_worker/session.ts");
  const { sync } = await import("../../service_worker/sync.ts");
  await session.adopt("anne");
  const shown = () => setAppBadge.mock.calls.map(([number]) => number);
  return { ...session, sync, shown, clearAppBadge };
}

test("what is open is told when the record comes, and when something is done without a connection", async () => {
  const { sync, recordOf, shown } = await hers();
  await sync();
  expect(shown().at(-1)).toBe(2);
  await recordOf(ANNE).mutate([{ name: "assignment.complete", args: { assignment: "a-1", done: true } }]);
  await vi.waitFor(() => expect(shown().at(-1)).toBe(1));
});

test("who signs out leaves no number behind", async () => {
  const { sync, nobody, count, shown, clearAppBadge } = await hers();
  await sync();
  await count();
  const before = shown();
  const counting = count();
  await Promise.all([nobody(), counting]);
  expect(clearAppBadge).toHaveBeenCalled();
  expect(shown()).toEqual(before);
});

test("a browser that refuses a number is no failure", async () => {
  const { sync, shown } = await hers(vi.fn(async () => Promise.reject(new DOMException("no", "NotAllowedError"))));
  expect(await sync()).toBe("idle");
  expect(shown().at(-1)).toBe(2);
});
