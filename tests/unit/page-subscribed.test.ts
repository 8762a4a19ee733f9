/** A phone whose subscription was made with a key that the deployment no longer offers. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { renew, subscribe } from "../../frontend/pages/parts/subscribed.ts";

const OLD = key(1);
const NEW = key(2);

let subscription: ReturnType<typeof made> | null;
let posts: [string, Record<string, unknown>][];
let taken: boolean;
let session: () => Response;

beforeEach(() => {
  subscription = null;
  posts = [];
  taken = true;
  session = () => Response.json({ person: "anne", vapid_key: NEW });
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("Notification", { permission: "granted" });
  vi.stubGlobal("document", { documentElement: { dataset: { person: "anne" } }, querySelector: () => ({ value: "hers" }) });
  vi.stubGlobal("fetch", async (address: string, init: { body: string }) => {
    if (address === "/session") return session();
    posts.push([address, JSON.parse(init.body)]);
    return new Response(null, { status: taken ? 204 : 503 });
  });
  start();
});
afterEach(() => vi.unstubAllGlobals());

/** The app is opened anew. */
function start(): void {
  vi.stubGlobal("sessionStorage", storage());
}

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
}

function key(byte: number): string {
  return Buffer.from(new Uint8Array(65).fill(byte)).toString("base64url");
}

function made(by: string, endpoint = `https://push.example/${by[0]}`) {
  return {
    endpoint,
    options: { applicationServerKey: new Uint8Array(Buffer.from(by, "base64url")).buffer },
    toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }),
    unsubscribe: vi.fn(async () => {
      subscription = null;
      return true;
    }),
  };
}

const manager = {
  getSubscription: async () => subscription,
  subscribe: vi.fn(async ({ applicationServerKey }: { applicationServerKey: string }) => {
    // A browser with a subscription makes none with another key.
    expect(subscription).toBeNull();
    return (subscription = made(applicationServerKey));
  }),
} as unknown as PushManager;

/** Who turned reminders on when `by` was the key. */
async function turnedOn(by: string): Promise<void> {
  expect(await subscribe(manager, by)).toBe(true);
  posts = [];
}

function told(by: string): [string, Record<string, unknown>] {
  const { endpoint } = made(by);
  return ["/paamindelser", { endpoint, keys: { p256dh: "p", auth: "a" }, made_with: by }];
}

test("it is made anew with the key that is offered, once after each start", async () => {
  await turnedOn(OLD);
  await renew(manager);
  expect(posts).toEqual([["/paamindelser/fra", { endpoint: made(OLD).endpoint }], told(NEW)]);
  await renew(manager);
  expect(posts).toHaveLength(2);
});

test("one that was made with that key is told again at the next start: the server may have dropped it", async () => {
  await turnedOn(NEW);
  await renew(manager);
  expect(posts).toEqual([told(NEW)]);
  expect(subscription!.unsubscribe).not.toHaveBeenCalled();
});

test("one that ended and could not be made anew is tried again at the next start", async () => {
  await turnedOn(OLD);
  taken = false;
  await renew(manager);
  expect(subscription).toBeNull();
  start();
  taken = true;
  posts = [];
  await renew(manager);
  expect(posts).toEqual([told(NEW)]);
  start();
  subscription = null;
  posts = [];
  await renew(manager);
  expect(posts).toEqual([]);
});

test("one whose session has ended, or is another's by now, goes on as it is", async () => {
  await turnedOn(OLD);
  for (const answer of [
    () => Response.json({ code: "Unauthorized" }, { status: 401 }),
    () => Response.json({ person: "bo", vapid_key: NEW }),
  ]) {
    session = answer;
    await renew(manager);
    expect([posts, subscription!.unsubscribe.mock.calls]).toEqual([[], []]);
  }
});

test("another person's, one that was turned off, and one that the browser forbids are left alone", async () => {
  await turnedOn(OLD);
  document.documentElement.dataset["person"] = "bo";
  await renew(manager);
  document.documentElement.dataset["person"] = "anne";
  vi.stubGlobal("Notification", { permission: "denied" });
  await renew(manager);
  expect([posts, subscription!.unsubscribe.mock.calls]).toEqual([[], []]);
  vi.stubGlobal("Notification", { permission: "granted" });
  subscription = null;
  await renew(manager);
  expect(posts).toEqual([]);
});
