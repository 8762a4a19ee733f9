/** The joblog: one entry for each application or contact. The twin of `backend/domain/joblog.py`. */
import { isDate, plus } from "./dates.ts";
import type { Key } from "./order.ts";
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

export const FIELDS = ["title", "employer", "place", "link", "applied_on", "channel", "note"] as const;

/** What a citizen writes of one application. */
export type Application = Readonly<Record<(typeof FIELDS)[number], string>>;

export type Entry = Application & {
  readonly id: string;
  readonly version: number;
  readonly job: string;
  readonly made_at: number;
  readonly received_at: number;
};

/** The application, tidied. Throws Invalid with a sentence for each field at fault. */
export function check(application: Application, today: string): Application {
  const problems = new Problems();
  const tidy = {
    title: problems.written("title", application.title, TITLE, "Skriv, hvilket job du har søgt."),
    employer: problems.written("employer", application.employer, TITLE, "Skriv, hvor du har søgt."),
    place: problems.written("place", application.place, TITLE),
    link: problems.webAddress("link", application.link),
    applied_on: clean(application.applied_on),
    channel: application.channel,
    note: problems.written("note", application.note, NOTE),
  };
  problems.add("applied_on", dateAtFault(tidy.applied_on, today));
  if (!Object.hasOwn(CHANNELS, tidy.channel)) problems.add("channel", "Vælg, hvordan du har søgt.");
  problems.raise();
  return tidy;
}

/**
 * The fields that a form changed: those that differ from what stood in them when it was first drawn (`was-…`, else what
 * stands now). What somebody else changed meanwhile, and this form did not touch, stays as it is.
 */
export function changed(typed: Readonly<Record<string, string>>, standing: Application): Record<string, string> {
  const names = FIELDS.filter((name) => typed[name] !== undefined && typed[name] !== (typed[`was-${name}`] ?? standing[name]));
  return Object.fromEntries(names.map((name) => [name, typed[name]!]));
}

/** Sorts entries by the day of the application, then by when they were written. */
export function recency({ applied_on, made_at, id }: Entry): Key {
  return [applied_on, made_at, id];
}

function dateAtFault(appliedOn: string, today: string): string {
  if (!isDate(appliedOn)) return "Skriv en dato, for eksempel 2026-11-23.";
  if (appliedOn > today) return "Datoen ligger i fremtiden. Skriv den dag, du søgte.";
  return appliedOn < plus(today, -730) ? "Datoen ligger mere end to år tilbage." : "";
}
