/** Handed-out jobs as they are drawn. The twin of `backend/views/jobs.py`. */
import { rowKey } from "../../sync/client/index.ts";
import { counts, type Job, urgency } from "../domain/job.ts";
import { type Entry, recency } from "../domain/joblog.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { localDate } from "../domain/time.ts";
import { channelLabel, howFields } from "./application.ts";
import { type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";
import { type Now, type Standing, type Status, statusOf } from "./status.ts";

export interface JobCard
  extends Pick<Job, "id" | "title" | "employer" | "place" | "link" | "deadline" | "apply_by" | "why" | "reason" | "withdrawn_by"> {
  readonly state: Job["state"] | "applied";
  readonly entry: string;
  readonly applied_on: string;
  readonly channel_label: string;
  readonly note: string;
  readonly status: Status;
}

export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly dots: readonly boolean[];
  readonly apply_by: string;
  readonly next_title: string;
}

export interface JobsPage {
  readonly shell: Shell;
  readonly progress: JobProgress;
  readonly open: readonly JobCard[];
  readonly applied: readonly JobCard[];
  readonly set_aside: readonly JobCard[];
}

export interface JobPage {
  readonly shell: Shell;
  readonly job: JobCard;
  readonly apply_form: readonly Field[];
  readonly decline_form: readonly Field[];
}

/** A job, and the entry that answers it. */
interface Handed {
  readonly job: Job;
  readonly entry: Entry | undefined;
}

/** Everything that was handed out; `now` is an instant. */
export function jobsPage(shell: Shell, record: CitizenRecord, { now, standing }: Now): JobsPage {
  const handed = handedOut(record);
  const cards = (some: readonly Handed[]) => some.map((one) => card(one, standing));
  const applied = handed.filter((one) => stateOf(one) === "applied");
  const aside = handed.filter((one) => stateOf(one) === "not-relevant" || stateOf(one) === "withdrawn");
  return {
    shell,
    progress: jobProgress(record, localDate(now)),
    open: cards(handed.filter((one) => stateOf(one) === "open")),
    applied: cards(inOrder(applied, ({ entry }) => recency(entry!)).reverse()),
    set_aside: cards(inOrder(aside, ({ job }) => [job.handed_out_at, job.id]).reverse()),
  };
}

export interface JobAsked extends Now {
  readonly job: string;
  readonly faulty?: Faulty | undefined;
}

/** The job of that id, which the record must hold. */
export function jobPage(shell: Shell, record: CitizenRecord, { job: id, now, standing, faulty }: JobAsked): JobPage {
  const filled = new Filled(faulty);
  const job = card(handedOut(record).find(({ job }) => job.id === id)!, standing);
  const applyForm = howFields(filled, { applied_on: localDate(now), channel: "posted", note: "" });
  const declineForm = [
    filled.field("reason", "Hvorfor er jobbet ikke relevant?", {
      kind: "textarea",
      hint: "Din sagsbehandler kan læse det.",
      required: true,
    }),
  ];
  return {
    shell: filled.shell(shell, [...applyForm, ...declineForm]),
    job,
    apply_form: job.state === "open" || job.state === "not-relevant" ? applyForm : [],
    decline_form: job.state === "open" ? declineForm : [],
  };
}

/** How far the citizen is on the date `today` with the jobs that count then. */
export function jobProgress(record: CitizenRecord, today: string): JobProgress {
  const handed = handedOut(record);
  const counted = handed.filter(({ job }) => counts(job, today));
  const done = counted.filter(({ entry }) => entry).length;
  const left = handed.filter((one) => stateOf(one) === "open");
  return {
    done,
    total: counted.length,
    dots: counted.map((_, n) => n < done),
    apply_by: left.find(({ job }) => job.apply_by >= today)?.job.apply_by ?? "",
    next_title: left[0]?.job.title ?? "",
  };
}

/** By what is due first. */
function handedOut({ jobs, entries }: CitizenRecord): Handed[] {
  const answers = new Map(entries.map((entry) => [entry.job, entry]));
  return inOrder(jobs, urgency).map((job) => ({ job, entry: answers.get(job.id) }));
}

function stateOf({ job, entry }: Handed): JobCard["state"] {
  return entry && job.state !== "withdrawn" ? "applied" : job.state;
}

function card({ job, entry }: Handed, standing: Standing): JobCard {
  const { id, title, employer, place, link, deadline, apply_by, why, reason, withdrawn_by } = job;
  const rows = [rowKey("job", id), ...(entry ? [rowKey("joblog", entry.id)] : [])];
  return {
    id,
    title,
    employer,
    place,
    link,
    deadline,
    apply_by,
    why,
    state: stateOf({ job, entry }),
    entry: entry?.id ?? "",
    applied_on: entry?.applied_on ?? "",
    channel_label: entry ? channelLabel(entry) : "",
    note: entry?.note ?? "",
    reason,
    withdrawn_by,
    status: statusOf(rows, (entry ?? job).received_at, standing),
  };
}
