/** Whose record is drawn on a phone that two people use. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { workerScope } from "../support/worker-scope.ts";

const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "a", vapid_key: "k" };
const BO = { person: "bo", name: "Bo Krogh", role: "citizen", token: "b", vapid_key: "k" };
const KAREN = { person: "karen", name: "Karen Lund", role: "caseworker", token: "c", vapid_key: "k" };

type Session = typeof import("../../service_worker/session.ts");

let answers: Record<string, () => Response | Promise<Response>>;
let scope: ReturnType<typeof workerScope>;

beforeEach(() => {
  answers = {};
  scope = workerScope({ fetched: (async (url: string) => answers[url]!()) as never });
});
afterEach(() => vi.unstubAllGlobals());

/** The worker as it starts: nothing in memory, what it kept on the disk. */
function started(): Promise<Session> {
  vi.resetModules();
  return import("../../service_worker/session.ts");
}

/** What a page does to speak to the worker that was started last. */
async function page(id = ""): Promise<(data: object) => Promise<void>> {
  const { heed } = await import("../../service_worker/messages.ts");
  vi.stubGlobal("caches", { keys: async () => [] });
  Object.assign(scope.registration, { getNotifications: async () => [] });
  return (data) => heed({ data, ports: [], source: { id } } as unknown as Parameters<typeof heed>[0]);
}

test("whom the server says is signed in is known to a worker that was stopped meanwhile", async () => {
  answers["/session"] = () => Response.json(ANNE);
  const first = await started();
  await first.adopt("anne");
  const second = await started();
  expect(await second.signedIn()).toEqual(ANNE);
});

test("a sign-out is stronger than an answer that was asked for before it", async () => {
  const session = await started();
  let answer = (_: Response): void => undefined;
  answers["/session"] = () => new Promise((resolve) => (answer = resolve));
  const adopted = session.adopt("anne");
  await vi.waitFor(() => expect(scope.fetch).toHaveBeenCalled());
  await session.nobody();
  answer(Response.json(ANNE));
  expect(await adopted).toBeNull();
  expect(await (await started()).signedIn()).toBeNull();
});

test("a sign-in is stronger than an answer to which the former one's reminders are still being ended", async () => {
  answers["/session"] = () => Response.json(ANNE);
  const session = await started();
  await session.adopt("anne");
  await session.nobody();
  let ended = (_: boolean): void => undefined;
  scope.subscription.unsubscribe.mockReturnValue(new Promise((resolve) => (ended = resolve)));
  answers["/session"] = () => Response.json(BO);
  const adopted = session.adopt("bo");
  await vi.waitFor(() => expect(scope.subscription.unsubscribe).toHaveBeenCalled());
  await session.nobody();
  ended(true);
  expect(await adopted).toBeNull();
});

test("who signs in does not wait for ever for the former one's reminders to be ended", async () => {
  answers["/session"] = () => Response.json(ANNE);
  const session = await started();
  await session.adopt("anne");
  await session.nobody();
  scope.subscription.unsubscribe.mockReturnValue(new Promise(() => undefined));
  answers["/session"] = () => Response.json(BO);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const adopted = session.adopt("bo");
    await vi.waitFor(() => expect(scope.subscription.unsubscribe).toHaveBeenCalled());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await adopted).toEqual(BO);
  } finally {
    vi.useRealTimers();
  }
});

test("a page whose worker asked in vain who it is for is known with its next sync", async () => {
  const session = await started();
  const said = await page();
  answers["/session"] = () => Promise.reject(new TypeError("no connection"));
  await said({ type: "adopt", person: "anne", since: 0 });
  expect(await session.signedIn()).toBeNull();
  answers["/session"] = () => Response.json(ANNE);
  answers["/sync"] = () => Response.error();
  await said({ type: "sync", person: "anne" });
  expect(await session.signedIn()).toEqual(ANNE);
  // A page of an earlier version does not say whose it is.
  await session.nobody();
  await said({ type: "sync" });
  expect(await session.signedIn()).toBeNull();
});

test("who signs in again sees what waits on this phone, also when the server has nothing new and cannot be told", async () => {
  answers["/session"] = () => Response.json(ANNE);
  answers["/sync"] = () => Response.error();
  const session = await started();
  const said = await page();
  const comes = () => said({ type: "adopt", person: "anne", since: Date.now() });
  await comes();
  const record = session.recordOf((await session.signedIn())!);
  await record.mutate([{ name: "assignment.complete", args: {} }]);
  await record.sync();
  await session.nobody();
  const told = vi.fn();
  vi.stubGlobal("BroadcastChannel", class { postMessage = told; close(): void {} });
  await comes();
  expect(told).toHaveBeenCalledWith({ type: "changed" });
  told.mockClear();
  await comes();
  expect(told).not.toHaveBeenCalled();
});

test("from the moment that somebody signs in, nobody's record is drawn, before anything is written", async () => {
  answers["/session"] = () => Response.json(ANNE);
  const session = await started();
  await session.adopt("anne");
  void session.nobody();
  expect(await session.signedIn()).toBeNull();
});

test("a page that is left for another person's does not bring back its own, while the server still knows it", async () => {
  answers["/session"] = () => Response.json(ANNE);
  answers["/sync"] = () => Response.error();
  const session = await started();
  const [annes, next] = [await page("annes"), await page("next")];
  await annes({ type: "adopt", person: "anne", since: 0 });
  scope.clients.matchAll = async () => [{ id: "annes" }];
  await session.changeHands();
  await annes({ type: "sync", person: "anne" });
  await annes({ type: "adopt", person: "anne", since: 0 });
  expect(await session.signedIn()).toBeNull();
  await next({ type: "adopt", person: "anne", since: 0 });
  expect(await session.signedIn()).toEqual(ANNE);
});

test("whose record is drawn here goes when a caseworker turns out to be signed in", async () => {
  answers["/session"] = () => Response.json(ANNE);
  answers["/sync"] = () => new Response(null, { status: 401 });
  const session = await started();
  const said = await page();
  await said({ type: "adopt", person: "anne", since: 0 });
  expect(await session.signedIn()).toEqual(ANNE);
  answers["/session"] = () => Response.json(KAREN);
  await said({ type: "adopt", person: "anne", since: 0 });
  expect(await session.signedIn()).toBeNull();
});

test("a caseworker's session is nobody's record", async () => {
  answers["/session"] = () => Response.json(KAREN);
  const session = await started();
  await session.adopt("karen");
  expect(await session.signedIn()).toBeNull();
});

test("a session that has ended leaves the record where it is", async () => {
  answers["/session"] = () => Response.json(ANNE);
  const session = await started();
  await session.adopt("anne");
  answers["/session"] = () => new Response(null, { status: 401 });
  await session.adopt("anne");
  expect(await session.signedIn()).toEqual(ANNE);
});

test("what Anne did is not sent while Bo is signed in", async () => {
  answers["/session"] = () => Response.json(ANNE);
  const session = await started();
  const signed = await session.adopt("anne");
  const record = session.recordOf(signed!);
  await record.mutate([{ name: "assignment.complete", args: {} }]);
  answers["/session"] = () => Response.json(BO);
  await session.nobody();
  await session.adopt("bo");
  await record.sync();
  expect(scope.fetch.mock.calls.map(([url]) => url)).not.toContain("/sync");
});

test("reminders for Anne do not reach the phone that is Bo's now", async () => {
  answers["/session"] = () => Response.json(ANNE);
  const session = await started();
  await session.adopt("anne");
  await session.nobody();
  await session.adopt("anne");
  expect(scope.subscription.unsubscribe).not.toHaveBeenCalled();
  answers["/session"] = () => Response.json(BO);
  await session.nobody();
  await session.adopt("bo");
  expect(scope.subscription.unsubscribe).toHaveBeenCalledOnce();
});

test("a sign-out without a connection is told to the server when there is one, once", async () => {
  const session = await started();
  await session.nobody({ leaving: true });
  answers["/log-ud"] = () => Promise.reject(new TypeError("no connection"));
  await expect(session.finishLeaving()).rejects.toThrow();
  answers["/log-ud"] = () => new Response(null, { status: 303 });
  const restarted = await started();
  await restarted.finishLeaving();
  await restarted.finishLeaving();
  expect(scope.fetch).toHaveBeenCalledTimes(2);
});

test("where the browser stores nothing, who is signed in holds for as long as the worker lives", async () => {
  vi.stubGlobal("indexedDB", { open: () => { throw new DOMException("refused", "InvalidStateError"); } });
  answers["/session"] = () => Response.json(ANNE);
  const session = await started();
  await session.adopt("anne");
  expect(await session.signedIn()).toEqual(ANNE);
});

test("whose record was erased is drawn no more, and reads what was never accepted until somebody signs in", async () => {
  answers["/session"] = () => Response.json(ANNE);
  answers["/sync"] = () => Response.json({ code: "erased" }, { status: 410 });
  const session = await started();
  const signed = await session.adopt("anne");
  const args = { id: "e", title: "Lagermand", employer: "Nord", place: "", link: "", applied_on: "", channel: "", note: "Hej" };
  await session.recordOf(signed!).mutate([{ name: "joblog.add", args }]);
  const { sync } = await import("../../service_worker/sync.ts");
  expect(await sync()).toBe("erased");
  expect(await session.signedIn()).toBeNull();
  expect(scope.subscription.unsubscribe).toHaveBeenCalled();
  const { recall } = await import("../../service_worker/kept.ts");
  expect((await recall()).erased).toBe("anne");
  const { rescued } = await import("../../service_worker/rescued.ts");
  const [template, struct] = (await rescued("anne"))!;
  expect(template).toBe("pages/error.html");
  expect(struct).toMatchObject({ status: 410, kept: [["Ny i joblog: Lagermand", "Lagermand\nNord\nHej"]] });
  answers["/session"] = () => Response.json(BO);
  await session.adopt("bo");
  expect((await recall()).erased).toBe("");
});
