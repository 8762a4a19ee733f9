/** Styles, scripts and fonts kept on the phone: a cache for each build, kept for as long as a page of it is open. */
import { precache as needed, version } from "./build.ts";
import { openPages } from "./windows.ts";

const PREFIX = "assets-";
const OWN = PREFIX + version;
// Each address has its own content: how a server would vary it does not matter.
const ANY_VARIANT = { ignoreVary: true };

/** Keeps what the pages of this build need; what an earlier build had too is not fetched again. */
export async function keepAssets(): Promise<void> {
  const own = await caches.open(OWN);
  await Promise.all(needed.map(async (address) => own.put(address, await copyOf(address))));
}

/** The asset, from this build or an earlier one that is kept still; else from the network. */
export async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, ANY_VARIANT)) ?? fetch(request);
}

/** Lets go of earlier builds that no open page was made with; a page that does not say may be of any. */
export async function dropUnused(): Promise<void> {
  // In the order they were made: a newer build may have its files here already, and wait.
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const earlier = builds.slice(0, Math.max(0, builds.indexOf(OWN)));
  if (!earlier.length) return;
  const pages = await openPages();
  if (pages.some(({ doing }) => !doing)) return;
  const files = pages.flatMap(({ doing }) => doing!.files).filter((address) => !needed.includes(address));
  await Promise.all(earlier.map((name) => dropUnless(name, files)));
}

async function dropUnless(name: string, used: readonly string[]): Promise<void> {
  const cache = await caches.open(name);
  const found = await Promise.all(used.map((address) => cache.match(address, ANY_VARIANT)));
  if (!found.some(Boolean)) await caches.delete(name);
}

async function copyOf(address: string): Promise<Response> {
  const kept = await caches.match(address, ANY_VARIANT);
  if (kept) return kept;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}
