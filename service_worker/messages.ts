/** What pages say to the worker. A page of an earlier version may say less, or something that is no longer known. */
import { within } from "../sync/client/within.ts";
import { dropUnused } from "./precache.ts";
import { adopt, recordOf, signedIn } from "./session.ts";
import { sync } from "./sync.ts";
import { TAKE_OVER } from "./update.ts";
import { tellAgain } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope;

const LEAVE_MS = 8_000;

interface Message {
  readonly type?: unknown;
  readonly person?: unknown;
  readonly since?: unknown;
}

/** Does what a page asks for. Never rejects. */
export async function heed({ data, ports }: ExtendableMessageEvent): Promise<void> {
  const { type, person, since } = (data ?? {}) as Message;
  if (type === TAKE_OVER) await self.skipWaiting();
  else if (type === "sync") await sync();
  else if (type === "adopt" && typeof person === "string") await welcome(person, Number(since));
  else if (type === "leave") ports[0]?.postMessage(await unsent().catch(() => null));
}

/** A page of `person` has been opened, which was asked for at `since`. */
async function welcome(person: string, since: number): Promise<void> {
  // A page that was opened while this worker became active belongs to nobody yet, and would be lost without a connection.
  await self.clients.claim().catch(() => undefined);
  const before = await signedIn();
  const signed = await adopt(person).catch(() => before);
  if (signed === before) tellAgain(since);
  // What a worker saved and did not live to send goes out with the next page, not with the next save.
  await sync();
  await dropUnused();
}

/** What is left after trying to send it: how many changes, and all of them as text for a file. */
async function unsent(): Promise<{ waiting: number; file: string }> {
  const signed = await signedIn();
  if (!signed) return { waiting: 0, file: "" };
  const record = recordOf(signed);
  await within(LEAVE_MS, sync()).catch(() => undefined);
  const { waiting } = await record.status();
  return { waiting, file: JSON.stringify(await record.exportUnsent(), null, 2) };
}
