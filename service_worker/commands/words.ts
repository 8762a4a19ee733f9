/** Changes in words, and what of a refused one can be kept. */
import type { Mutation } from "../../sync/client/index.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { FIELDS } from "../domain/joblog.ts";
import { type Status, STATUSES } from "../domain/step.ts";

/** Whatever a mutation of any name may carry. */
interface Args {
  readonly id?: string;
  readonly job?: string;
  readonly assignment?: string;
  readonly agreement?: string;
  readonly goal?: string;
  readonly occupation?: string;
  readonly title?: string;
  readonly applied_on?: string;
  readonly channel?: string;
  readonly note?: string;
  readonly reason?: string;
  readonly status?: string;
  readonly archived?: boolean;
  readonly done?: boolean;
  readonly meeting?: string;
  readonly ready?: boolean;
  readonly comes?: boolean;
  readonly text?: string;
  readonly changed?: Readonly<Record<string, string>>;
}

const SAID: Readonly<Record<string, string>> = {
  "job.apply": "Søgt",
  "job.decline": "Ikke relevant",
  "job.reopen": "Ikke relevant, fortrudt",
  "joblog.add": "Ny i joblog",
  "joblog.edit": "Rettet i joblog",
  "joblog.remove": "Slettet i joblog",
  "joblog.unstep": "Fortrudt i joblog",
  "joblog.copied": "Skrevet ind på Jobnet",
  "assignment.annotate": "Besked om opgave",
  "decision.answer": "Svar på vurdering",
  "wish.make": "Ønske",
  "wish.withdraw": "Ønske taget tilbage",
  "goal.set": "Mål",
  "goal.move": "Mål flyttet",
  "goal.end": "Mål afsluttet",
  "cv.check": "Gennemgang af CV",
  "cv.annotate": "Note om CV",
};

const DONE: Readonly<Record<string, readonly [string, string]>> = {
  "assignment.complete": ["Opgave færdig", "Opgave ikke færdig"],
  "agreement.complete": ["Aftale gjort", "Aftale ikke gjort"],
  "joblog.archive": ["Arkiveret i joblog", "Hentet fra arkivet i joblog"],
  "meeting.ready": ["Forberedt til møde", "Ikke forberedt til møde"],
  "meeting.come": ["Kommer til møde", "Kommer ikke til møde"],
};

// Dates and choices are no words of their own.
const CODES = new Set<string>(["found", "channel", "kind", "deadline", "goal", "applied_on"]);
const SHOWN = [...FIELDS.filter((name) => !CODES.has(name)), "reason", "text", "day", "answer", "occupation", "why"];

/** What a change does, and to what: «Søgt: Lagermedarbejder». */
export function wordsOf({ name, args }: Mutation, { jobs, assignments, entries, agreements, meetings, goals }: CitizenRecord): string {
  const { id, job, assignment, agreement, meeting, title, text, occupation, done, ready, comes, archived, status } = args as Args;
  const promised = agreements.map(({ id, what }) => ({ id, title: what }));
  const aims = goals.map(({ id, occupation }) => ({ id, title: occupation }));
  const rows = [...jobs, ...assignments, ...entries, ...promised, ...meetings, ...aims];
  // An entry names its goal by letter.
  const goal = name.startsWith("goal.") ? (args as Args).goal : undefined;
  const of = job ?? assignment ?? agreement ?? goal ?? id ?? meeting;
  const about = title || text || occupation || rows.find((row) => row.id === of)?.title;
  const step = name === "joblog.step" && STATUSES[status as Status];
  const said = step || (SAID[name] ?? DONE[name]?.[(done ?? ready ?? comes ?? archived) ? 0 : 1] ?? "Ændret i joblog");
  return about ? `${said}: ${about}` : said;
}

/** What was typed in a change, word for word. */
export function textOf({ args }: Mutation): string {
  const { changed } = args as Args;
  const texts = { ...(args as Readonly<Record<string, unknown>>), ...changed };
  return SHOWN.flatMap((name) => (texts[name] ? [String(texts[name])] : [])).join("\n");
}

/** The own joblog entry of the given id that says the same as a refused application; null when it cannot. */
export function ownEntry({ name, args }: Mutation, { jobs }: CitizenRecord, id: string): Mutation | null {
  const { job: of, applied_on = "", channel = "", note = "" } = args as Args;
  const job = name === "job.apply" ? jobs.find((each) => each.id === of) : undefined;
  if (!job) return null;
  const { title, employer, place, link } = job;
  return { name: "joblog.add", args: { id, title, employer, place, link, applied_on, channel, note } };
}
