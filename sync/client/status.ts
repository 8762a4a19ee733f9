/** Where the person's changes stand, in terms that a page can say. */
import type { Mark } from "./cache.ts";
import { type Queue, type State, unsettled, waiting } from "./queue.ts";
import type { Made, Verdict } from "./wire.ts";

/** A mutation about which the server has said something that the person should see. */
export interface Judged extends Made, Omit<Verdict, "state"> {}

export interface Status {
  readonly state: State;
  /** How many mutations were ever saved on this phone. */
  readonly saved: number;
  /** How many mutations are only on this phone, and when the oldest of them was made (Unix ms). */
  readonly waiting: number;
  readonly oldestUnsent: number | null;
  /** When the last answer came, Unix ms. */
  readonly lastSync: number | null;
  /** Not accepted: to be mended with `replace` or put away with `dismiss`. */
  readonly refused: readonly Judged[];
  /** Failed at the server, whose operators have been told. */
  readonly parked: readonly Judged[];
  /** Accepted, but over what somebody else had written: `other` holds it, by field. */
  readonly overwrote: readonly Judged[];
  /** How often the confirmed rows were not those of the server and were fetched anew. */
  readonly mismatches: number;
  /** The life of the server's data base that the rows are of: another one once a backup was put back. */
  readonly epoch: string | null;
}

/** Everything that the person did and the server does not have. */
export interface Unsent {
  readonly person: string;
  readonly device: string;
  readonly mutations: readonly UnsentMutation[];
}

export interface UnsentMutation extends Made {
  readonly number: number;
  readonly state: "waiting" | "refused" | "parked";
  readonly code?: string;
  readonly reason?: string;
}

export function statusOf(queue: Queue, { mismatches, epoch }: Mark): Status {
  const { state, lastSync } = queue.meta;
  const unsent = waiting(queue);
  return {
    state,
    saved: queue.meta.last,
    waiting: unsent.length,
    oldestUnsent: unsent[0]?.made_at ?? null,
    lastSync,
    refused: judged(queue, "refused"),
    parked: judged(queue, "parked"),
    overwrote: judged(queue, "accepted"),
    mismatches,
    epoch,
  };
}

export function unsentOf(queue: Queue, person: string): Unsent {
  const judged = unsettled(queue).flatMap(({ number, name, args, made_at, verdict }): UnsentMutation[] => {
    const { state, code, reason } = verdict;
    if (state === "accepted") return [];
    return [{ number, name, args, made_at, state, ...(code ? { code } : {}), ...(reason ? { reason } : {}) }];
  });
  const unsent = waiting(queue).map(({ number, name, args, made_at }): UnsentMutation => {
    return { number, name, args, made_at, state: "waiting" };
  });
  return { person, device: queue.meta.device, mutations: [...judged, ...unsent] };
}

function judged(queue: Queue, wanted: Verdict["state"]): Judged[] {
  return unsettled(queue).flatMap(({ number, name, args, made_at, verdict: { state, ...said } }) =>
    state === wanted ? [{ ...said, number, name, args, made_at }] : [],
  );
}
