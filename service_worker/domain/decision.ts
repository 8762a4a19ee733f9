/** A decision: a doubt or an assessment, settled by a named person. The twin of `backend/domain/decision.py`. */

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
  readonly answer: string;
  readonly answered_at: number;
  readonly received_at: number;
};
