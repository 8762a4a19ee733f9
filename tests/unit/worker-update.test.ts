/** When a new version takes over, and what it leaves for the pages of the one before. */
import { afterEach, expect, test, vi } from "vitest";
import { openPage, workerScope } from "../support/worker-scope.ts";

const QUIET = { typing: false, files: ["/static/main-2.css"] };
const TYPING = { typing: true, files: ["/static/main-1.css"] };

afterEach(() => vi.unstubAllGlobals());

/** Caches in memory: name to addresses. */
function withCaches(kept: Record<string, string[]>): Record<string, string[]> {
  const cache = (name: string) => ({
    put: async (address: string) => void (kept[name] ??= []).push(address),
    match: async (address: string) => (kept[name]?.includes(address) ? new Response("kept") : undefined),
  });
  vi.stubGlobal("caches", {
    open: async (name: string) => cache(name),
    keys: async () => Object.keys(kept),
    delete: async (name: string) => delete kept[name],
    match: async (address: string) => (Object.values(kept).flat().includes(address) ? new Response("kept") : undefined),
  });
  return kept;
}

async function update() {
  vi.resetModules();
  return import("../../service_worker/update.ts");
}

test("it takes over at once when no page is open, or none is typed in", async () => {
  for (const pages of [[], [openPage(QUIET), openPage(QUIET)]]) {
    withCaches({});
    const { skipWaiting } = workerScope({ pages, fetched: async () => new Response("new") });
    await (await update()).install();
    expect(skipWaiting).toHaveBeenCalledOnce();
  }
});

test("it waits for a page that is typed in, and for one that does not say", async () => {
  for (const doing of [TYPING, null]) {
    withCaches({});
    const { skipWaiting } = workerScope({ pages: [openPage(QUIET), openPage(doing)], fetched: async () => new Response("new") });
    await (await update()).install();
    expect(skipWaiting).not.toHaveBeenCalled();
  }
});

test("only what is new is fetched, and a file that cannot be had stops the update", async () => {
  const kept = withCaches({ "assets-one": ["/static/main-2.css"] });
  const { fetch } = workerScope({ fetched: async () => new Response("new") });
  await (await update()).install();
  expect(fetch.mock.calls).toEqual([["/static/main-2.js"]]);
  expect(kept["assets-two"]).toHaveLength(2);

  withCaches({});
  const { skipWaiting } = workerScope({ fetched: async () => new Response("gone", { status: 404 }) });
  await expect((await update()).install()).rejects.toThrow("404");
  expect(skipWaiting).not.toHaveBeenCalled();
});

test("files of an earlier build stay for as long as a page made with them is open, or may be", async () => {
  const earlier = () => ({ "assets-zero": ["/static/main-0.css"], "assets-one": ["/static/main-1.css"], "assets-two": ["/static/main-2.css"] });
  for (const [pages, left] of [
    [[], ["assets-two"]],
    [[openPage(QUIET)], ["assets-two"]],
    [[openPage(QUIET), openPage(TYPING)], ["assets-one", "assets-two"]],
    [[openPage(null)], ["assets-zero", "assets-one", "assets-two"]],
  ] as const) {
    const kept = withCaches(earlier());
    workerScope({ pages: [...pages] });
    await (await update()).activate();
    expect(Object.keys(kept)).toEqual(left);
  }
});

test("files of a build that waits are not the one in charge's to drop", async () => {
  const kept = withCaches({ "assets-two": ["/static/main-2.css"], "assets-three": ["/static/main-3.css"] });
  workerScope();
  await (await update()).activate();
  expect(Object.keys(kept)).toEqual(["assets-two", "assets-three"]);
});
