/** A decision: a doubt or an assessment, settled by a named person. The twin of `backend/domain/decision.py`. */
import type { Key } from "./order.ts";
import { NOTE, Problems } from "./text.ts";

export type Decision = {
  readonly id: string;
  readonly version: number;
  readonly rule_ref: string;
  readonly about: "motivation" | "availability";
  readonly rule: string;
  readonly facts: readonly string[];
  readonly outcome: "no-doubt" | "watch" | "course";
  readonly reason: string;
  readonly decided_by: string;
  readonly decided_at: number;
  /** A date or ""; a phone may have fetched the row before there was one. */
  readonly follow_up_on?: string;
  readonly answer: string;
  readonly answered_at: number;
  readonly received_at: number;
};

/** The citizen's answer, tidied; empty takes it back. Throws Invalid when too long. */
export function checkAnswer(answer: string): string {
  const problems = new Problems();
  const tidy = problems.written("answer", answer, NOTE);
  problems.raise();
  return tidy;
}

/** Sorts decisions by when they were made. */
export function recency({ decided_at, id }: Decision): Key {
  return [decided_at, id];
}
