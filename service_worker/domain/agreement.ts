/** An agreement: who does what, by when. The twin of `backend/domain/agreement.py`, without what caseworkers do. */
import { LAST } from "./dates.ts";
import { Forbidden } from "./errors.ts";
import type { Key } from "./order.ts";

export type Agreement = {
  readonly id: string;
  readonly version: number;
  readonly meeting: string;
  readonly who: "citizen" | "jobcentre" | "a-kasse";
  readonly what: string;
  readonly by: string;
  readonly made_by: string;
  readonly made_at: number;
  readonly done_at: number;
  readonly received_at: number;
};

/** Sorts agreements by what is due first; those without a date come last. */
export function urgency({ by, made_at, id }: Agreement): Key {
  return [by || LAST, made_at, id];
}

/** Throws Forbidden when it is not the citizen who promised it. */
export function mustBeMine({ who }: Agreement): void {
  if (who !== "citizen") throw new Forbidden("Det er ikke dig, der skal gøre det.");
}
