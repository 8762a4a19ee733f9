/** What pages say to the worker. A page of an earlier version may say less, or something that is no longer known. */
import { dropUnused } from "./precache.ts";
import { rest } from "./routes/rest.ts";
import { adopt, recordOf, signedIn } from "./session.ts";
import { sync } from "./sync.ts";
import { sendRest } from "./unsent.ts";
import { TAKE_OVER } from "./update.ts";
import { tellAgain, tellPages, timesTold } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope;

interface Message {
  readonly type?: unknown;
  readonly person?: unknown;
  readonly since?: unknown;
}

const closeHandled = rest(() => import("./handled.ts"))("closeHandled");
let isLookedAt = false;

/** Does what a page asks for. Never rejects. */
export async function heed({ data, ports, source }: ExtendableMessageEvent): Promise<void> {
  const { type, person, since } = (data ?? {}) as Message;
  const page = (source as Client | null)?.id;
  if (type === TAKE_OVER) await self.skipWaiting();
  else if (type === "sync") await again(person, page);
  else if (type === "adopt" && typeof person === "string") await welcome(person, { page, since: Number(since) });
  else if (type === "leave") ports[0]?.postMessage(await sendRest().catch(() => null));
  else if (type === "kept") ports[0]?.postMessage(await kept().catch(() => null));
}

/** A page of `person` has been opened, which was asked for at `since`. */
async function welcome(person: string, { page, since }: { page: string | undefined; since: number }): Promise<void> {
  // A page that was opened while this worker became active belongs to nobody yet, and would be lost without a connection.
  await self.clients.claim().catch(() => undefined);
  const before = await signedIn();
  const signed = await adopt(person, page).catch(() => before);
  if (signed === before) tellAgain(since);
  // What a worker saved and did not live to send goes out with the next page, not with the next save.
  await exchange({ adopted: signed !== before });
  await dropUnused();
  await lookAtShown().catch(() => undefined);
}

/** A page that was open already wants the latest; it says whose it is, since the worker may have asked in vain before. */
async function again(person: unknown, page: string | undefined): Promise<void> {
  const before = await signedIn();
  const signed = !before && typeof person === "string" ? await adopt(person, page).catch(() => before) : before;
  await exchange({ adopted: signed !== before });
}

/**
 * Syncs. The page of somebody adopted just now came from the server, without what waits on this phone: it hears of that
 * also when the sync brings nothing new.
 */
async function exchange({ adopted }: { adopted: boolean }): Promise<void> {
  const told = timesTold();
  await sync();
  if (adopted && timesTold() === told) tellPages();
}

/** Once in the life of this worker, at the first page: a person who comes back has perhaps been elsewhere meanwhile. */
async function lookAtShown(): Promise<void> {
  const shown = isLookedAt ? [] : await self.registration.getNotifications();
  isLookedAt = true;
  if (shown.length) await closeHandled(shown);
}

/** Whether the person has saved anything on this phone, and whether some of it could not be sent. */
async function kept(): Promise<{ own: boolean; stuck: boolean }> {
  const signed = await signedIn();
  if (!signed) return { own: false, stuck: false };
  const { saved, waiting, state } = await recordOf(signed).status();
  return { own: saved > 0, stuck: waiting > 0 && state !== "idle" };
}
