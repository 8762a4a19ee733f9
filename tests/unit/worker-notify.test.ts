/** A push subscription that the browser has dropped, and a notice that is shown. */
import { afterEach, expect, test, vi } from "vitest";
import { workerScope } from "../support/worker-scope.ts";

type Subscribe = typeof import("../../service_worker/subscribe.ts");

const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "hers", vapid_key: "public key" } as const;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function notify(): Promise<typeof import("../../service_worker/notify.ts")> {
  vi.resetModules();
  return import("../../service_worker/notify.ts");
}

/** What answers the browser, with Anne signed in here. */
async function hers(): Promise<Subscribe["subscribeAgain"]> {
  vi.resetModules();
  const { keep } = await import("../../service_worker/kept.ts");
  await keep({ signed: ANNE });
  return (await import("../../service_worker/subscribe.ts")).subscribeAgain;
}

function changed(newSubscription: object | null) {
  return { newSubscription } as unknown as Parameters<Subscribe["subscribeAgain"]>[0];
}

test("where the browser brings no new subscription, one is asked for and told to the server", async () => {
  const { fetch, registration } = workerScope({ fetched: async () => new Response(null, { status: 204 }) });
  const subscribe = vi.fn(async () => ({ endpoint: "https://push.example/1" }));
  Object.assign(registration.pushManager, { subscribe });
  await (await hers())(changed(null));
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: "public key" });
  const [address, { headers, body }] = fetch.mock.calls[0] as unknown as [string, { headers: object; body: string }];
  expect([address, body]).toEqual(["/paamindelser", '{"endpoint":"https://push.example/1"}']);
  expect(headers).toMatchObject({ "x-konkret-token": "hers" });
});

test("a push service that never answers is not waited for", async () => {
  const { fetch, registration } = workerScope();
  Object.assign(registration.pushManager, { subscribe: () => new Promise(() => undefined) });
  const subscribeAgain = await hers();
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const again = expect(subscribeAgain(changed(null))).rejects.toThrow("no answer in time");
  await vi.advanceTimersByTimeAsync(10_000);
  await again;
  expect(fetch).not.toHaveBeenCalled();
});

test("what was shown is said so, after it was shown, and only when somebody asked to hear of it", async () => {
  const { fetch, registration } = workerScope({ fetched: async () => new Response(null, { status: 204 }) });
  const { show } = await notify();
  registration.showNotification.mockImplementation(async () => expect(fetch).not.toHaveBeenCalled());
  await show('{"title": "Konkret", "body": "Du har en aftale", "id": "d-1"}');
  expect(fetch).not.toHaveBeenCalled();
  await show('{"title": "Konkret", "body": "Du har en aftale", "id": "d-1", "receipt": "r-1"}');
  const [address, { method, body }] = fetch.mock.calls[0] as unknown as [string, { method: string; body: string }];
  expect([address, method, body]).toEqual(["/paamindelser/set", "POST", '{"id":"d-1","receipt":"r-1"}']);
  expect(registration.showNotification).toHaveBeenCalledTimes(2);
});

test("a message stays shown though nobody can be told that it was", async () => {
  vi.useFakeTimers();
  const { registration } = workerScope({ fetched: () => new Promise(() => undefined) });
  const shown = (await notify()).show('{"title": "Konkret", "id": "d-1", "receipt": "r-1"}');
  await vi.advanceTimersByTimeAsync(10_000);
  await shown;
  expect(registration.showNotification).toHaveBeenCalledTimes(1);
});

test("a notice brings its buttons, and carries what they do", async () => {
  const { registration } = workerScope();
  const come = { action: "come", title: "Jeg kommer", meeting: "m-1", booked_at: 1 };
  await (await notify()).show(JSON.stringify({ title: "Konkret", url: "/", actions: [come] }));
  const [, options] = registration.showNotification.mock.calls[0] as unknown as [string, object];
  expect(options).toMatchObject({ actions: [come], data: { url: "/", actions: [come] } });
});
