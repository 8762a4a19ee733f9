/** Homework. The twin of `backend/domain/assignment.py`, without what caseworkers do. */
import { LAST } from "./dates.ts";
import type { Key } from "./order.ts";
import { NOTE, Problems } from "./text.ts";

export type Assignment = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly detail: string;
  readonly due: string;
  readonly done_at: number;
  readonly note: string;
  readonly given_by: string;
  readonly given_at: number;
  readonly received_at: number;
};

/** A note to the caseworker, tidied; empty takes it back. Throws Invalid when too long. */
export function checkNote(note: string): string {
  const problems = new Problems();
  const tidy = problems.written("note", note, NOTE);
  problems.raise();
  return tidy;
}

/** Whether the assignment is one of those agreed for now: still to do, or done and its time has not run out. */
export function counts({ done_at, due }: Assignment, today: string): boolean {
  return !done_at || !due || due >= today;
}

/** Sorts assignments by what is due first; those without a date come last. */
export function urgency({ due, given_at, id }: Assignment): Key {
  return [due || LAST, given_at, id];
}
