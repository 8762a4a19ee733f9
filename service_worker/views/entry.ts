/** One entry of the joblog as it is drawn. The twin of `backend/views/entry.py`. */
import { rowKey } from "../../sync/client/index.ts";
import type { Chosen } from "../domain/attachment.ts";
import { type Application, asWritten, CHANNELS, type Entry } from "../domain/joblog.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { jobAlike, lookAlike } from "../domain/repeat.ts";
import { NEXT, type Status as State } from "../domain/step.ts";
import { localDate } from "../domain/time.ts";
import { channelField, noteField, whenField } from "./application.ts";
import { type Enclosing, enclosing } from "./attachments.ts";
import { type Faulty, type Field, Filled, type Texts } from "./form.ts";
import { goalChoices } from "./goals.ts";
import { type EntryCard, entryCard, KIND_LABELS, type Taken, wayOf } from "./joblog.ts";
import type { Shell } from "./shell.ts";
import { type Now, type Status, statusOf } from "./status.ts";

// So many fields are always in view, the others when they are wanted.
const SHOWN = 4;
const NOT_SAID = { "": "Ikke skrevet" };
const STEP_LABELS: Readonly<Record<State, string>> = {
  planned: "Jeg vil søge",
  applied: "Jeg har søgt",
  interview: "Jeg er kaldt til samtale",
  offer: "Jeg har fået et tilbud",
  hired: "Jeg fik jobbet",
  rejected: "Afslag",
  no_answer: "Intet svar",
  withdrawn: "Jeg trækker den",
};

/** What stood in a field when its form was first drawn: what still stands there was not changed by this form. */
export interface Was {
  readonly name: string;
  readonly value: string;
}

/** How far an entry has come, and what can be done now. */
export interface Going {
  readonly id: string;
  readonly planned: boolean;
  readonly way: readonly Taken[];
  readonly next: readonly { readonly status: State; readonly label: string }[];
  readonly form: readonly Field[];
  readonly undo: Taken | null;
  readonly archived: boolean;
  readonly on_jobnet: string;
}

/** A job that somebody has handed out. */
export interface HandedOut {
  readonly id: string;
  readonly title: string;
  readonly employer: string;
  readonly by: string;
}

export interface EntryPage {
  readonly shell: Shell;
  readonly is_new: boolean;
  readonly planned: boolean;
  readonly id: string;
  readonly job: string;
  readonly title: string;
  readonly version: number;
  readonly was: readonly Was[];
  readonly form: readonly Field[];
  readonly shown: number;
  readonly alike: EntryCard | null;
  readonly handed_out: HandedOut | null;
  readonly going: Going | null;
  readonly enclosing: Enclosing | null;
  readonly reads: boolean;
  readonly told: string;
  readonly status: Status;
}

export interface EntryAsked extends Now {
  readonly id: string;
  /** Files that are on this phone only. */
  readonly chosen?: readonly Chosen[];
  readonly faulty?: Faulty | undefined;
  /** What came of reading the advert at its link. */
  readonly told?: string;
  readonly shown?: number;
}

/** The form of a new entry; a problem with `anyway` is that it seems to stand in the joblog already. */
export function newPage(shell: Shell, record: CitizenRecord, asked: EntryAsked): EntryPage {
  const { id, now, standing, faulty, told = "", shown = SHOWN } = asked;
  const { anyway, ...problems } = faulty?.problems ?? {};
  const typed = faulty?.typed ?? {};
  const alike = anyway ? lookAlike(typed, record.entries, id) : undefined;
  const job = anyway && !alike ? jobAlike(typed, record) : undefined;
  const filled = new Filled({ typed, problems });
  const planned = typed["status"] === "planned";
  const stands = { applied_on: localDate(now), channel: "posted" };
  const form = entryForm(filled, stands, { planned, goals: goalChoices(record) });
  return {
    shell: filled.shell(shell, form),
    is_new: true,
    planned,
    id,
    job: "",
    title: "",
    version: 0,
    was: typed["was-title"] === undefined ? [] : [{ name: "title", value: typed["was-title"] }],
    form,
    shown,
    alike: alike ? entryCard(alike, record.attachments, standing) : null,
    handed_out: job ? { id: job.id, title: job.title, employer: job.employer, by: job.handed_out_by } : null,
    going: null,
    enclosing: null,
    reads: planned && !!typed["link"],
    told,
    status: statusOf([], 0, standing),
  };
}

/** The entry of that id, which the record must hold. */
export function entryPage(shell: Shell, record: CitizenRecord, asked: EntryAsked): EntryPage {
  const { id, now, standing, faulty, told = "", chosen = [] } = asked;
  const entry = record.entries.find((each) => each.id === id)!;
  const { job, title, version, received_at } = entry;
  const filled = new Filled(faulty);
  const stands = asWritten(entry);
  const planned = !entry.applied_on;
  const form = entryForm(filled, stands, { planned, goals: goalChoices(record) });
  const going = goingOf(filled, entry, localDate(now));
  const section = enclosing(filled, { attachments: record.attachments, chosen }, id);
  return {
    shell: filled.shell(shell, [...form, ...going.form, ...section.form]),
    is_new: false,
    planned,
    id,
    job,
    title,
    version: filled.version(version),
    was: form.map(({ name }) => ({ name, value: filled.was(name, stands[name as keyof Application]) })),
    form,
    shown: SHOWN,
    alike: null,
    handed_out: null,
    going,
    enclosing: section,
    reads: planned && !!(faulty?.typed["link"] ?? entry.link),
    told,
    status: statusOf([rowKey("joblog", id)], received_at, standing),
  };
}

function goingOf(filled: Filled, entry: Entry, today: string): Going {
  const { id, steps, applied_on, archived_at, on_jobnet } = entry;
  const way = wayOf(entry);
  const hint = applied_on ? "Ved en samtale er det den dag, I skal tale sammen." : "";
  const day = filled.field("on", "Hvilken dag?", { kind: "date", value: today, hint, required: true });
  const next = NEXT[entry.status].map((status) => ({ status, label: STEP_LABELS[status] }));
  return {
    id,
    planned: !applied_on,
    way,
    next,
    form: next.length ? [day] : [],
    undo: steps.length > 1 ? way.at(-1)! : null,
    archived: archived_at > 0,
    on_jobnet,
  };
}

/** An entry's fields, with what stands in them. */
export function entryForm(filled: Filled, stands: Texts, { planned, goals }: { planned: boolean; goals: Texts }): Field[] {
  const value = (name: string) => stands[name] ?? "";
  const text = (name: string, label: string) => filled.field(name, label, { value: value(name) });
  const choice = (name: string, label: string, choices: Texts) =>
    filled.field(name, label, { kind: "select", value: value(name), choices: { ...NOT_SAID, ...choices } });
  const number = (name: string, label: string, hint = "") => filled.field(name, label, { kind: "number", value: value(name), hint });
  const channel = channelField(filled, value("channel"), planned);
  const link = filled.field("link", "Link til opslaget", { kind: "url", value: value("link") });
  const deadline = filled.field("deadline", "Ansøgningsfrist", { kind: "date", value: value("deadline") });
  return [
    filled.field("title", "Stilling", { value: value("title"), required: true }),
    filled.field("employer", "Arbejdsgiver", { value: value("employer"), required: !planned }),
    ...(planned ? [deadline, link, channel] : [whenField(filled, value("applied_on")), channel, link, deadline]),
    text("place", "Sted"),
    choice("found", "Hvordan fandt du jobbet?", CHANNELS),
    choice("goal", "Jobmål", goals),
    choice("kind", "Slags job", KIND_LABELS),
    number("hours", "Timer om ugen"),
    text("contact", "Kontaktperson"),
    number("cvr", "CVR-nummer", "8 cifre"),
    noteField(filled, value("note")),
    filled.field("private_note", "Til dig selv", {
      kind: "textarea",
      value: value("private_note"),
      hint: "Kun du ser den. Den kommer aldrig videre til din sagsbehandler.",
    }),
  ];
}
