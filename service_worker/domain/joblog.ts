/** The joblog: one entry for each application or contact. The twin of `backend/domain/joblog.py`. */
import type { Row } from "../../sync/client/index.ts";
import { isDate, mondayOf, plus } from "./dates.ts";
import { Invalid } from "./errors.ts";
import type { Key } from "./order.ts";
import { answeredOn, appliedOn, applicationDateAtFault, type Status, type Steps, WRONG_DATE } from "./step.ts";
import { clean, NOTE, Problems, TITLE } from "./text.ts";

/** How it was applied for, and what each way is called. */
export const CHANNELS = {
  posted: "Opslået stilling",
  unsolicited: "Uopfordret",
  network: "Netværk",
  personal: "Personligt fremmøde",
  telephone: "Telefon",
  agency: "Vikarbureau",
} as const;

export const KINDS = ["", "full-time", "part-time", "temporary", "trainee"];
export const GOALS = ["", "A", "B", "C"];
const MOST_HOURS = 80;

const TEXTS = ["title", "employer", "cvr", "place", "link", "contact", "found", "channel", "kind"] as const;
const LATER = ["deadline", "goal", "applied_on", "note", "private_note"] as const;
export const FIELDS = [...TEXTS, "hours", ...LATER] as const;

/** What a citizen writes of one application, as text. */
export type Application = Readonly<Record<(typeof FIELDS)[number], string>>;

/** `hours` a week, 0 = not said; `status` is the last of `steps`, `applied_on` "" while planned; `goal_id` the goal in that place when it was written. */
export type Entry = Omit<Application, "hours"> & {
  readonly id: string;
  readonly version: number;
  readonly job: string;
  readonly goal_id: string;
  readonly hours: number;
  readonly status: Status;
  readonly steps: Steps;
  readonly on_jobnet: string;
  readonly archived_at: number;
  readonly made_at: number;
  readonly received_at: number;
};

const BLANK = Object.fromEntries(FIELDS.map((name) => [name, ""])) as Application;

/** An application of which only some fields are known, as text in all of them. */
export function whole(typed: Partial<Application>): Application {
  return { ...BLANK, ...typed };
}

/** An entry as it lies on this phone; one that was fetched before entries had steps had been applied for. */
export function entryOf(row: Row): Entry {
  if (row["steps"]) return row as unknown as Entry;
  const old = { ...whole({}), hours: 0, on_jobnet: "", archived_at: 0, ...row } as unknown as Entry;
  return { ...old, status: "applied", steps: [{ status: "applied", on: old.applied_on, note: "" }] };
}

/** Whether it is to be applied for yet, and the entry as it was, of which a day that stays is not judged anew. */
interface Standing {
  readonly planned?: boolean;
  readonly standing?: Entry;
}

/** The application, tidied. Throws Invalid with a sentence for each field at fault. */
export function check(application: Application, today: string, { planned = false, standing }: Standing = {}): Application {
  const problems = new Problems();
  const { found, channel, kind, goal } = application;
  const tidy = {
    title: problems.written("title", application.title, TITLE, planned ? "Skriv, hvilket job du vil søge." : "Skriv, hvilket job du har søgt."),
    employer: problems.written("employer", application.employer, TITLE, planned ? "" : "Skriv, hvor du har søgt."),
    cvr: cvr(problems, application.cvr),
    place: problems.written("place", application.place, TITLE),
    link: problems.webAddress("link", application.link),
    contact: problems.written("contact", application.contact, TITLE),
    found,
    channel,
    kind,
    hours: hours(problems, application.hours),
    deadline: clean(application.deadline),
    goal,
    applied_on: planned ? "" : clean(application.applied_on),
    note: problems.written("note", application.note, NOTE),
    private_note: problems.written("private_note", application.private_note, NOTE),
  };
  if (!planned && (!standing || tidy.applied_on !== standing.applied_on)) {
    problems.add("applied_on", applicationDateAtFault(tidy.applied_on, today, standing && answeredOn(standing.steps)));
  }
  if (tidy.deadline && !isDate(tidy.deadline)) problems.add("deadline", WRONG_DATE);
  if (!Object.hasOwn(CHANNELS, channel)) problems.add("channel", "Vælg, hvordan du har søgt.");
  if (found && !Object.hasOwn(CHANNELS, found)) problems.add("found", "Vælg, hvordan du fandt jobbet.");
  if (!KINDS.includes(kind)) problems.add("kind", "Vælg, hvad slags job det er.");
  if (!GOALS.includes(goal)) problems.add("goal", "Vælg et af dine mål.");
  problems.raise();
  return tidy;
}

/** Whether a new entry begins with a wish to apply, or with the application. Throws Invalid. */
export function isPlanned(status: string): boolean {
  if (status !== "planned" && status !== "applied") throw new Invalid({ status: "Vælg, om du har søgt eller vil søge." });
  return status === "planned";
}

/** The date an entry was copied to Jobnet, "" for not. Throws Invalid. */
export function checkCopied(on: string, today: string): string {
  const tidy = clean(on);
  if (tidy && !isDate(tidy)) throw new Invalid({ on: WRONG_DATE });
  if (tidy > today) throw new Invalid({ on: "Datoen ligger i fremtiden." });
  return tidy;
}

type Typed = Readonly<Record<string, string>>;

/** Sorts entries by the day of the application, then by when they were written. */
export function recency({ applied_on, made_at, id }: Entry): Key {
  return [applied_on, made_at, id];
}

/** How many of the entries were applied for in the ISO week that the date `today` lies in. */
export function inWeekOf(today: string, entries: readonly Entry[]): number {
  const first = mondayOf(today);
  const last = plus(first, 6);
  return entries.filter(({ applied_on }) => applied_on >= first && applied_on <= last).length;
}

/** The entry's fields as a form has them. */
export function asWritten(entry: Entry): Application {
  return Object.fromEntries(FIELDS.map((name) => [name, String(entry[name] || "")])) as Application;
}

/**
 * The fields that a form changed: those that differ from what stood in them when it was first drawn (`was-…`, else what
 * stands now). What somebody else changed meanwhile, and this form did not touch, stays as it is.
 */
export function changed(typed: Typed, standing: Entry): Record<string, string> {
  return Object.fromEntries(Object.keys(was(typed, standing)).map((name) => [name, typed[name]!]));
}

/** What stood in the fields that a form changed when it was first drawn. */
export function was(typed: Typed, standing: Entry): Record<string, string> {
  const stands = asWritten(standing);
  const stood = FIELDS.map((name) => [name, typed[`was-${name}`] ?? stands[name]] as const);
  return Object.fromEntries(stood.filter(([name, text]) => typed[name] !== undefined && typed[name] !== text));
}

/** Whose it is, and when it was written; planned on a date, or applied for. */
interface Made {
  readonly id: string;
  readonly job: string;
  readonly made_at: number;
  readonly goal_id?: string;
  readonly plannedOn?: string;
}

/** The entry of a checked application. */
export function newEntry(tidy: Application, { plannedOn = "", ...made }: Made): Entry {
  const steps: Steps = [{ status: plannedOn ? "planned" : "applied", on: plannedOn || tidy.applied_on, note: "" }];
  const rest = { version: 0, goal_id: "", on_jobnet: "", archived_at: 0, received_at: 0 };
  return { ...tidy, ...rest, ...made, hours: Number(tidy.hours), steps, status: steps[0]!.status };
}

/** The entry with these fields as they are to be; the others stay. Throws Invalid. */
export function edited(standing: Entry, texts: Readonly<Record<string, string>>, today: string): Entry {
  const stood = asWritten(standing);
  const typed = Object.fromEntries(FIELDS.map((name) => [name, texts[name] ?? stood[name]])) as Application;
  const tidy = check(typed, today, { planned: standing.status === "planned", standing });
  const steps = standing.steps.map((step) => (step.status === "applied" ? { ...step, on: tidy.applied_on } : step));
  return { ...standing, ...tidy, hours: Number(tidy.hours), steps };
}

/** The entry as it stands after these steps. Throws Invalid for one that was applied for nowhere. */
export function stepped(standing: Entry, steps: Steps): Entry {
  const { status } = steps.at(-1)!;
  if (status !== "planned" && !standing.employer) throw new Invalid({ employer: "Skriv, hvor du har søgt." });
  return { ...standing, steps, status, applied_on: appliedOn(steps) };
}

function cvr(problems: Problems, text: string): string {
  const tidy = clean(text);
  const digits = tidy.replaceAll(" ", "");
  if (/^([0-9]{8})?$/.test(digits)) return digits;
  problems.add("cvr", "Et CVR-nummer er på 8 cifre.");
  return tidy;
}

function hours(problems: Problems, text: string): string {
  const tidy = clean(text);
  if (/^[0-9]{0,3}$/.test(tidy) && Number(tidy) <= MOST_HOURS) return String(Number(tidy) || "");
  problems.add("hours", `Skriv et helt antal timer om ugen, højst ${MOST_HOURS}.`);
  return tidy;
}
