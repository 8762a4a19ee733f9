/** What becomes of a tap on a notice, and of its buttons. */
import { afterEach, expect, test, vi } from "vitest";
import { firstAnswer, HERE, openPage, workerScope } from "../support/worker-scope.ts";

type Tapped = typeof import("../../service_worker/tapped.ts");

const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "hers", vapid_key: "k" } as const;
const M2 = { id: "m-2", version: 1, title: "Realitetstjek", state: "booked", starts_at: 9, booked_at: 5, comes_at: 0 };
const COME = { action: "come", title: "Jeg kommer", meeting: "m-2", booked_at: 5 };
const CANNOT = { action: "cannot", title: "Kan ikke", url: "/forloeb?flyt=m-2#kan-ikke" };

afterEach(() => vi.unstubAllGlobals());

/** What a tap does in a browser with these open pages. */
async function phone(pages: object[] = []) {
  vi.resetModules();
  const scope = workerScope({ pages });
  const { tapped } = await import("../../service_worker/tapped.ts");
  return { ...scope, tap: (event: Parameters<Tapped["tapped"]>[0]) => tapped(event) };
}

/** The same where Anne is signed in and her record has a meeting; then the connection is lost. */
async function herPhone(meeting: typeof M2 = M2) {
  const scope = await phone();
  scope.fetch.mockImplementation(async (url) => Response.json(url === "/session" ? ANNE : firstAnswer("meeting", [meeting])));
  const { adopt, recordOf } = await import("../../service_worker/session.ts");
  const record = recordOf((await adopt("anne"))!);
  await record.sync();
  scope.fetch.mockRejectedValue(new TypeError("no connection"));
  const said = async () => (await record.exportUnsent()).mutations.map(({ name, args }) => [name, args]);
  return { ...scope, said };
}

function event(data: object, action = "") {
  return { action, notification: { close: vi.fn(), data } } as unknown as Parameters<Tapped["tapped"]>[0];
}

const meetingNotice = (action: string) => event({ url: "/", actions: [COME, CANNOT] }, action);

test("a tap shows the page that is open already, leads an idle one there, or opens another", async () => {
  const idle = openPage({ typing: false, files: [] });
  const busy = openPage({ typing: true, files: [] });
  const there = openPage({ typing: true, files: [] }, `${HERE}/opgaver`);
  for (const { pages, focused = 0, led = 0, opened = 0 } of [
    { pages: [busy, idle, there], focused: 1 },
    { pages: [busy, idle], led: 1 },
    { pages: [busy], opened: 1 },
    { pages: [], opened: 1 },
  ]) {
    vi.clearAllMocks();
    const { clients, tap } = await phone(pages);
    await tap(event({ url: "/opgaver" }));
    expect([there.focus, idle.navigate, clients.openWindow].map(({ mock }) => mock.calls.length)).toEqual([focused, led, opened]);
    expect(busy.navigate).not.toHaveBeenCalled();
  }
});

test("«Jeg kommer» is saved without a connection and without a page, once however often it is pressed", async () => {
  const { tap, said, clients } = await herPhone();
  await tap(meetingNotice("come"));
  await tap(meetingNotice("come"));
  expect((await said())[0]).toEqual(["meeting.come", { meeting: "m-2", booked_at: 5, comes: true }]);
  expect(await said()).toHaveLength(1);
  expect(clients.openWindow).not.toHaveBeenCalled();
});

test("«Kan ikke» leads to the page that asks why", async () => {
  const { tap, said, clients } = await herPhone();
  await tap(meetingNotice("cannot"));
  expect(clients.openWindow).toHaveBeenCalledWith(`${HERE}/forloeb?flyt=m-2#kan-ikke`);
  expect(await said()).toEqual([]);
});

test.each([
  ["that stands at another time by now", () => herPhone({ ...M2, booked_at: 6 })],
  ["of a person who is not signed in here any more", async () => phone()],
])("«Jeg kommer» to a meeting %s is said on the page or not at all", async (_, prepared) => {
  const { tap, clients } = await prepared();
  await tap(meetingNotice("come"));
  expect(clients.openWindow).toHaveBeenCalledWith(`${HERE}/`);
});

test("a tap is told, so that other devices close theirs; who cannot be told is no hindrance", async () => {
  const { tap, fetch, clients } = await phone();
  await tap(event({ url: "/opgaver", id: "d-1", receipt: "r-1" }));
  const [address, { body }] = fetch.mock.calls[0] as unknown as [string, { body: string }];
  expect([address, JSON.parse(body)]).toEqual(["/paamindelser/set", { id: "d-1", receipt: "r-1", opened: true }]);
  fetch.mockRejectedValue(new TypeError("no connection"));
  await tap(event({ url: "/opgaver", id: "d-1", receipt: "r-1" }));
  expect(clients.openWindow).toHaveBeenCalledTimes(2);
});

test("a notice that nobody asked to hear of is not told of", async () => {
  const { tap, fetch } = await phone();
  await tap(event({ url: "/opgaver", id: "", receipt: "" }));
  expect(fetch).not.toHaveBeenCalled();
});
