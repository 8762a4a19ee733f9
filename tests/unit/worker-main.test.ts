/** What the worker is kept alive for: browsers stop one as soon as nothing holds it. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { comeAsAnne, firstAnswer, HERE, leave, workerScope } from "../support/worker-scope.ts";

vi.mock("../../service_worker/answers.ts", () => ({
  drawn: (page: unknown, status = 200) => Response.json(page, { status }),
  seeOther: (location: string) => new Response(null, { status: 303, headers: { location } }),
}));
// Made at build time; no page is drawn here.
vi.mock("compiled-templates-rest", () => ({ render: undefined }));

const ANNE = { person: "anne", name: "Anne Holm", role: "citizen", token: "hers", vapid_key: "k" };
const JOB = "AZqzq0ABcQSAAAAAAAAAAQ";
const ROWS = [{ id: JOB, version: 1, title: "Lagermedarbejder", employer: "Nordkaj", place: "", link: "", state: "open", withdrawn_by: "" }];

type Listener = (event: object) => void;

let listeners: Record<string, Listener>;
let exchange: (body: string) => Promise<Response>;

beforeEach(async () => {
  listeners = {};
  exchange = async () => Response.json(firstAnswer("job", ROWS));
  workerScope({
    fetched: (async (asked: string, { body } = {} as RequestInit) =>
      asked === "/session" ? Response.json(ANNE) : exchange(new TextDecoder().decode(body as Uint8Array))) as never,
  });
  Object.assign(self, { addEventListener: (type: string, listener: Listener) => void (listeners[type] = listener) });
  vi.resetModules();
  await import("../../service_worker/main.ts");
  await comeAsAnne();
});
afterEach(leave);

/** Gives the worker an event; resolves when nothing holds it any more. */
function held(type: string, event: object): Promise<unknown> {
  const holds: Promise<unknown>[] = [];
  const hold = (work: Promise<unknown>): void => void holds.push(work);
  listeners[type]!({ ...event, waitUntil: hold, respondWith: hold });
  return Promise.all(holds);
}

test("a form holds it until what was saved is sent", async () => {
  let answer!: (response: Response) => void;
  const sent = new Promise<string>((resolve) => {
    exchange = (body) => {
      resolve(body);
      return new Promise((settle) => (answer = settle));
    };
  });
  const body = new URLSearchParams({ token: "hers" });
  const request = new Request(`${HERE}/job/${JOB}/soegt`, { method: "POST", body });
  // As a form of one of our pages has them, which nobody but a browser may set.
  Object.defineProperties(request, { mode: { value: "navigate" }, referrer: { value: `${HERE}/job` } });
  const ended = held("fetch", { request });
  const first = await Promise.race([ended.then(() => "ended"), sent]);
  expect(first).toContain("job.apply");
  answer(Response.json({ code: "gone" }, { status: 401 }));
  await ended;
});
