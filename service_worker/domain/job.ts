/** A concrete job handed out at a meeting. The twin of `backend/domain/job.py`, without what caseworkers do. */
import { LAST } from "./dates.ts";
import { DomainError } from "./errors.ts";
import type { Key } from "./order.ts";
import { Problems } from "./text.ts";

export type Job = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly employer: string;
  readonly place: string;
  readonly link: string;
  readonly deadline: string;
  readonly apply_by: string;
  readonly why: string;
  readonly handed_out_by: string;
  readonly handed_out_at: number;
  readonly state: "open" | "not-relevant" | "withdrawn";
  readonly reason: string;
  readonly withdrawn_by: string;
  readonly withdrawn_at: number;
  readonly received_at: number;
};

/** Why a job is not relevant, tidied. Throws Invalid. */
export function checkReason(reason: string): string {
  const problems = new Problems();
  const tidy = problems.written("reason", reason, 1000, "Skriv kort, hvorfor jobbet ikke er relevant.");
  problems.raise();
  return tidy;
}

/** Whether the job is one of those to be applied for now: it stands, and its time has not run out. */
export function counts({ state, apply_by }: Job, today: string): boolean {
  return state === "open" && (!apply_by || apply_by >= today);
}

/** Sorts jobs by what is due first; those without a date come last. */
export function urgency({ apply_by, deadline, handed_out_at, id }: Job): Key {
  return [apply_by || LAST, deadline || LAST, handed_out_at, id];
}

/** Throws DomainError when a caseworker has taken the job back. */
export function mustStand({ state, withdrawn_by }: Job): void {
  if (state === "withdrawn") throw new DomainError("withdrawn", `Jobbet er trukket tilbage af ${withdrawn_by}.`);
}
