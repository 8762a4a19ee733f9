/** The page «Mere», with what only the phone knows. The twin of `backend/views/more.py`. */
import type { Unsent, UnsentMutation } from "../../sync/client/index.ts";
import { ownEntry, textOf, wordsOf } from "../commands/index.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { local } from "../domain/time.ts";
import type { Shell } from "./shell.ts";
import { reasonOf } from "./status.ts";

export interface Refused {
  readonly number: number;
  readonly what: string;
  readonly reason: string;
  readonly kept: string;
  readonly keep_as_own: boolean;
}

export interface Waiting {
  readonly what: string;
  readonly at: string;
}

export interface MorePage {
  readonly shell: Shell;
  readonly name: string;
  readonly caseworker: string;
  readonly organisation: string;
  readonly akasse: string;
  readonly received: string;
  readonly waiting: readonly Waiting[];
  readonly refused: readonly Refused[];
  readonly vapid_key: string;
}

/** `lastSync` is the instant of the last exchange with the server, null before the first. */
export interface MoreAsked {
  readonly name: string;
  readonly vapidKey: string;
  readonly lastSync: number | null;
  readonly unsent: Unsent["mutations"];
}

export function morePage(shell: Shell, record: CitizenRecord, { name, vapidKey, lastSync, unsent }: MoreAsked): MorePage {
  const { course } = record;
  const isWaiting = ({ state }: UnsentMutation) => state === "waiting";
  return {
    shell,
    name,
    caseworker: course?.caseworker ?? "",
    organisation: course?.organisation ?? "",
    akasse: course?.akasse ?? "",
    received: lastSync ? local(lastSync) : "",
    waiting: unsent.filter(isWaiting).map((one) => ({ what: wordsOf(one, record), at: local(one.made_at) })),
    refused: unsent.filter((one) => !isWaiting(one)).map((one) => ({
      number: one.number,
      what: wordsOf(one, record),
      reason: reasonOf(one),
      kept: textOf(one),
      keep_as_own: ownEntry(one, record, "") !== null,
    })),
    vapid_key: vapidKey,
  };
}
