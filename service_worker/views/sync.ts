/** The page «Synkronisering», with what only the phone knows. The twin of `backend/views/sync.py`. */
import type { Judged, Unsent, UnsentMutation } from "../../sync/client/index.ts";
import { ownEntry, textOf, wordsOf } from "../commands/index.ts";
import type { Chosen } from "../domain/attachment.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { local } from "../domain/time.ts";
import { fileWords } from "./attachments.ts";
import { type Overwrote, overwroteCard } from "./overwrote.ts";
import type { Shell } from "./shell.ts";
import { reasonOf } from "./status.ts";

export interface Refused {
  readonly number: number;
  /** The id of a file that is on this phone only; "" for a change. */
  readonly file: string;
  readonly what: string;
  readonly reason: string;
  readonly kept: string;
  readonly keep_as_own: boolean;
}

export interface Waiting {
  readonly what: string;
  readonly at: string;
}

export interface SyncPage {
  readonly shell: Shell;
  readonly on_phone: boolean;
  readonly received: string;
  /** The oldest first. */
  readonly waiting: readonly Waiting[];
  readonly refused: readonly Refused[];
  readonly rescued: readonly Refused[];
  readonly overwrote: readonly Overwrote[];
  readonly used: string;
  readonly given: string;
  readonly protected: "yes" | "no" | "";
}

/** What the browser says of its storage, in bytes; null what it does not say. */
export interface Room {
  readonly usage: number | null;
  readonly quota: number | null;
  readonly persisted: boolean | null;
}

/** `lastSync` is the instant of the last exchange with the server, null before the first. */
export interface SyncAsked {
  readonly lastSync: number | null;
  readonly unsent: Unsent["mutations"];
  readonly overwrote: readonly Judged[];
  readonly chosen: readonly Chosen[];
  readonly room: Room;
}

const MB = 1_000_000;

export function syncPage(shell: Shell, record: CitizenRecord, { lastSync, unsent, overwrote, chosen, room }: SyncAsked): SyncPage {
  const { usage, quota, persisted } = room;
  const changes = unsent.filter(({ state }) => state === "waiting");
  const files = chosen.filter(({ reason }) => !reason);
  const saved = [
    ...changes.map((one) => ({ what: wordsOf(one, record), at: one.made_at })),
    ...files.map((one) => ({ what: fileWords(one, record), at: one.made_at })),
  ];
  const waiting = inOrder(saved, ({ at }) => [at]).map(({ what, at }) => ({ what, at: local(at) }));
  const judged = unsent.filter(({ state }) => state !== "waiting");
  const cards = (some: readonly UnsentMutation[]) => some.map((one) => refusedCard(one, record));
  return {
    shell,
    on_phone: true,
    received: lastSync ? local(lastSync) : "",
    waiting,
    refused: [...cards(judged.filter((one) => !isRescued(one))), ...chosen.filter(({ reason }) => reason).map((one) => fileCard(one, record))],
    rescued: cards(judged.filter(isRescued)),
    overwrote: overwrote.map((one) => overwroteCard(one, record)),
    used: quota && usage !== null ? amount(usage) : "",
    given: quota && usage !== null ? amount(quota) : "",
    protected: persisted === null ? "" : persisted ? "yes" : "no",
  };
}

/** Refused since the citizen may no longer change what it is about: only its text is left. */
function isRescued({ code }: UnsentMutation): boolean {
  return code === "forbidden";
}

function refusedCard(one: UnsentMutation, record: CitizenRecord): Refused {
  return {
    number: one.number,
    file: "",
    what: wordsOf(one, record),
    reason: reasonOf(one),
    kept: textOf(one),
    keep_as_own: ownEntry(one, record, "") !== null,
  };
}

function fileCard(one: Chosen, record: CitizenRecord): Refused {
  return { number: 0, file: one.id, what: fileWords(one, record), reason: one.reason, kept: "", keep_as_own: false };
}

/** `under 1 MB`, `12 MB`, `54 GB`: whole numbers are as exact as browsers are honest. */
function amount(bytes: number): string {
  if (bytes < MB) return "under 1 MB";
  return bytes < 1000 * MB ? `${Math.round(bytes / MB)} MB` : `${Math.round(bytes / (1000 * MB))} GB`;
}
