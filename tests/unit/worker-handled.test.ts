/** Notices that were opened elsewhere, or are over: closed at the next start, and the server asked only when there are any. */
import { afterEach, expect, test, vi } from "vitest";
import { workerScope } from "../support/worker-scope.ts";

type Heed = typeof import("../../service_worker/messages.ts");

const LATER = Date.now() + 60_000;
const EARLIER = Date.now() - 60_000;

afterEach(() => vi.unstubAllGlobals());

function notice(data: object | null) {
  return { data, close: vi.fn() };
}

/** A worker that has just been started, with these notices on the screen; the server says which are over. */
async function started(shown: ReturnType<typeof notice>[], over: string[] | null = []) {
  vi.resetModules();
  const asked: object[] = [];
  const { registration } = workerScope({
    fetched: (async (url: string, { body }: { body?: string } = {}) => {
      if (url !== "/paamindelser/vist") return new Response(null, { status: 401 });
      asked.push(JSON.parse(body!) as object);
      return over ? Response.json({ over }) : Promise.reject(new TypeError("no connection"));
    }) as never,
  });
  vi.stubGlobal("caches", { keys: async () => [] });
  Object.assign(registration, { getNotifications: async () => shown });
  const { heed } = await import("../../service_worker/messages.ts");
  const opens = () => heed({ data: { type: "adopt", person: "anne", since: 0 }, ports: [] } as unknown as Parameters<Heed["heed"]>[0]);
  return { asked, opens };
}

test("what was opened elsewhere, or is over, is closed when a page is opened, and the rest stays", async () => {
  const over = notice({ url: "/", id: "d-1", receipt: "r-1", until: EARLIER });
  const elsewhere = notice({ url: "/", id: "d-2", receipt: "r-2", until: LATER });
  const open = notice({ url: "/", id: "d-3", receipt: "r-3", until: 0 });
  const older = [notice({ url: "/" }), notice(null)];
  const { asked, opens } = await started([over, elsewhere, open, ...older], ["d-2"]);
  await opens();
  expect(asked).toEqual([{ shown: [{ id: "d-2", receipt: "r-2" }, { id: "d-3", receipt: "r-3" }] }]);
  expect([over, elsewhere, open, ...older].map(({ close }) => close.mock.calls.length)).toEqual([1, 1, 0, 0, 0]);
});

test("it is asked once, not with every page", async () => {
  const { asked, opens } = await started([notice({ url: "/", id: "d-1", receipt: "r-1", until: LATER })]);
  await opens();
  await opens();
  expect(asked).toHaveLength(1);
});

test.each([[[]], [[{ url: "/", id: "d-1", receipt: "r-1", until: EARLIER }]], [[{ url: "/", id: "", receipt: "" }]]])(
  "for %j nobody is asked",
  async (shown) => {
    const { asked, opens } = await started(shown.map(notice));
    await opens();
    expect(asked).toEqual([]);
  },
);

test("where nobody can be asked, they stay", async () => {
  const one = notice({ url: "/", id: "d-1", receipt: "r-1", until: LATER });
  const { opens } = await started([one], null);
  await opens();
  expect(one.close).not.toHaveBeenCalled();
});
