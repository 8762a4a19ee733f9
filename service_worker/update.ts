/**
 * How a new version of the worker takes over.
 *
 * It keeps its files first, and opens no data base before it is in charge, so that it never meets the old version there.
 * Then it takes over at once when no open page is being typed in. Otherwise it waits until somebody goes on to another
 * page, by when what was typed has been sent or left. Waiting until all pages are closed, as browsers do by
 * themselves, would leave an app that is never closed on a phone with its first version. Pages are not reloaded when
 * a new version takes over; it answers the forms of older pages too.
 */
import { dropUnused, keepAssets } from "./precache.ts";
import { takeInRest } from "./routes/rest.ts";
import { openPages } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope;

/** What a worker in charge says to the one that waits. */
export const TAKE_OVER = "take-over";

/** Rejects when a file cannot be had: the browser then tries again at the next visit. */
export async function install(): Promise<void> {
  await Promise.all([keepAssets(), takeInRest()]);
  const pages = await openPages();
  if (pages.every(({ doing }) => doing && !doing.typing)) await self.skipWaiting();
}

/** Answers the pages that are open already too. */
export async function activate(): Promise<void> {
  await self.clients.claim();
  await dropUnused();
}

/** Somebody goes on to another page: the moment for a version that waits. */
export function letSuccessorIn(): void {
  self.registration.waiting?.postMessage({ type: TAKE_OVER });
}
