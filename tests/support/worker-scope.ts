/** What a browser gives a service worker, as far as the tests of its decisions need it. */
import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";
import { crc32 } from "../../sync/client/checksum.ts";

export const HERE = "https://konkret.example";

/** An open page that answers the worker's question with `doing`, or not at all. */
export function openPage(doing: { typing: boolean; files: string[] } | null, url = `${HERE}/`) {
  return {
    url,
    focus: vi.fn(),
    navigate: vi.fn(async () => ({ focus: async () => undefined })),
    postMessage: (_: unknown, [port]: MessagePort[]) => doing && port!.postMessage(doing),
  };
}

/** A worker's globals without a past; `pages` are open, `fetched` answers the network. */
export function workerScope({ pages = [] as object[], fetched = async (): Promise<Response> => Response.error() } = {}) {
  const subscription = { unsubscribe: vi.fn(async () => true) };
  const scope = {
    location: new URL(HERE),
    navigator: { onLine: true, locks: { request: async (_: string, work: () => unknown) => work() } },
    skipWaiting: vi.fn(async () => undefined),
    clients: { matchAll: async () => pages, claim: vi.fn(async () => undefined), openWindow: vi.fn(async () => null) },
    registration: { showNotification: vi.fn(async (): Promise<void> => undefined), pushManager: { getSubscription: async () => subscription } },
  };
  const fetch = vi.fn(fetched as (...args: unknown[]) => Promise<Response>);
  vi.stubGlobal("self", scope);
  vi.stubGlobal("navigator", scope.navigator);
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", fetch);
  vi.stubGlobal("BUILD", { version: "two", assets: {}, precache: ["/static/main-2.css", "/static/main-2.js"] });
  return { ...scope, subscription, fetch };
}

/** What the server answers to Anne's first exchange: her record, which holds these rows of one kind. */
export function firstAnswer(kind: string, rows: readonly { id: string; version: number; [name: string]: unknown }[]): object {
  const k = Object.keys(rows[0]!);
  const checksum = rows.reduce((sum, { id, version }) => (sum + crc32(`${kind}/${id}:${version}`)) >>> 0, 0);
  const columns = { k, v: k.map((name) => rows.map((row) => row[name])) };
  const counted = { cursor: rows.length, acknowledged: 0, horizon: 0 };
  return { epoch: "e", person: "anne", ...counted, verdicts: [], rows: { [kind]: columns }, deleted: {}, checksum };
}

/** Anne has signed in, and her record is on the phone. */
export async function comeAsAnne(): Promise<void> {
  const { adopt, recordOf } = await import("../../service_worker/session.ts");
  await recordOf((await adopt("anne"))!).sync();
}

/** The end of a test: a record left open would hear of the next one's changes in a scope that is gone. */
export async function leave(): Promise<void> {
  const { nobody } = await import("../../service_worker/session.ts");
  await nobody();
  vi.unstubAllGlobals();
}
