/** Concrete jobs: what the citizen does with them. The twins of `backend/commands/jobs.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { DomainError, NotFound } from "../domain/errors.ts";
import { mustBeId } from "../domain/ids.ts";
import { checkReason, type Job, mustStand } from "../domain/job.ts";
import { check, type Entry, newEntry, whole } from "../domain/joblog.ts";
import { localDate } from "../domain/time.ts";

export interface Apply {
  readonly id: string;
  readonly job: string;
  readonly applied_on: string;
  readonly channel: string;
  readonly note: string;
}

/** «Jeg har søgt»: makes the joblog entry of a job. */
export function apply(draft: Draft, { id, job: of, applied_on, channel, note }: Apply, madeAt: number): void {
  mustBeId(id);
  if (draft.get("joblog", id)) return;
  const job = standing(draft, of);
  mustBeUnanswered(draft, of);
  const { title, employer, place, link } = job;
  const tidy = check(whole({ title, employer, place, link, applied_on, channel, note }), localDate(madeAt));
  draft.put("joblog", newEntry(tidy, { id, job: of, made_at: madeAt }));
  if (job.state !== "open") draft.put("job", { ...job, state: "open", reason: "" });
}

/** «Ikke relevant», and why. */
export function decline(draft: Draft, { job: id, reason }: { job: string; reason: string }): void {
  const job = standing(draft, id);
  mustBeUnanswered(draft, id);
  draft.put("job", { ...job, state: "not-relevant", reason: checkReason(reason) });
}

/** Takes «Ikke relevant» back. */
export function reopen(draft: Draft, { job: id }: { job: string }): void {
  draft.put("job", { ...standing(draft, id), state: "open", reason: "" });
}

function standing(draft: Draft, id: string): Job {
  const job = draft.get("job", id) as Job | undefined;
  if (!job) throw new NotFound();
  mustStand(job);
  return job;
}

function mustBeUnanswered(draft: Draft, job: string): void {
  const answered = (draft.all("joblog") as readonly Entry[]).some((entry) => entry.job === job);
  if (answered) throw new DomainError("already-applied", "Jobbet står allerede i din joblog.");
}
