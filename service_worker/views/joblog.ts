/** The joblog as it is drawn. The twin of `backend/views/joblog.py`. */
import { rowKey } from "../../sync/client/index.ts";
import type { Attachment } from "../domain/attachment.ts";
import { isoWeek, LAST } from "../domain/dates.ts";
import { CHANNELS, type Entry, inWeekOf, recency } from "../domain/joblog.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { matches, searchOf } from "../domain/search.ts";
import { type Status as State, STATUSES, type Step } from "../domain/step.ts";
import { localDate } from "../domain/time.ts";
import { enclosed, type File } from "./attachments.ts";
import { channelLabel } from "./application.ts";
import { type Field, Filled, type Texts } from "./form.ts";
import { type Bar, barOf, countOf } from "./requirement_bar.ts";
import type { Shell } from "./shell.ts";
import { type Now, type Standing, type Status, statusOf } from "./status.ts";

const PAGE = 50;
const ANY = { "": "Alle" };
const GOAL_LABELS: Texts = { A: "Mål A", B: "Mål B", C: "Mål C" };
export const KIND_LABELS: Texts = {
  "full-time": "Fuldtid",
  "part-time": "Deltid",
  temporary: "Vikariat eller tidsbegrænset",
  trainee: "Elev eller lærling",
};

/** One step that was taken, and its date. */
export interface Taken {
  readonly status: State;
  readonly label: string;
  readonly on: string;
}

export interface EntryCard
  extends Pick<Entry, "id" | "job" | "title" | "employer" | "place" | "link" | "deadline" | "applied_on" | "note" | "on_jobnet"> {
  readonly channel_label: string;
  readonly details: readonly string[];
  readonly way: readonly Taken[];
  readonly files: readonly File[];
  readonly status: Status;
}

export interface Week {
  readonly year: number;
  readonly week: number;
  readonly this_week: boolean;
  readonly of_another_year: boolean;
  readonly count: number;
  readonly entries: EntryCard[];
}

/** One page of entries; `found` counts those that were applied for. */
export interface Listed {
  readonly planned: readonly EntryCard[];
  readonly weeks: readonly Week[];
  readonly found: number;
  readonly page: number;
  readonly pages: number;
}

export interface JoblogPage {
  readonly shell: Shell;
  readonly this_week: number;
  readonly bar: Bar | null;
  readonly archived: number;
  readonly is_searched: boolean;
  readonly search: readonly Field[];
  readonly listed: Listed;
}

type Drawn = (entry: Entry) => EntryCard;

export interface JoblogAsked extends Now {
  readonly query: Texts;
}

/** What the `query` of the address asks for; `now` is an instant. */
export function joblogPage(shell: Shell, record: CitizenRecord, { now, standing, query: asked }: JoblogAsked): JoblogPage {
  const { entries, attachments } = record;
  const query = whereItStands(asked, entries);
  const drawn: Drawn = (entry) => entryCard(entry, attachments, standing);
  const { search, problems } = searchOf(query);
  const { status, channel, goal, archived } = search;
  const form = searchForm(new Filled({ typed: { ...query, status, channel, goal, archived }, problems }));
  const today = localDate(now);
  return {
    shell,
    this_week: inWeekOf(today, entries),
    bar: barOf(countOf(record, today)),
    archived: entries.filter(({ archived_at }) => archived_at).length,
    is_searched: form.some(({ value }) => value),
    search: form,
    listed: listed(entries.filter((entry) => matches(entry, search)), { today, drawn, query }),
  };
}

/** What is asked for; the archive, where the entry lies that the page is to open at. */
function whereItStands(query: Texts, entries: readonly Entry[]): Texts {
  const opened = entries.find(({ id }) => id === query["entry"]);
  return opened?.archived_at && !query["archived"] ? { ...query, archived: "archived" } : query;
}

/** The entry as everybody who may sees it. */
export function entryCard(entry: Entry, attachments: readonly Attachment[], standing: Standing): EntryCard {
  const { id, job, title, employer, place, link, deadline, applied_on, note, on_jobnet } = entry;
  const { goal, kind, hours, contact, received_at } = entry;
  const status = statusOf([rowKey("joblog", id)], received_at, standing);
  const channel_label = channelLabel(entry);
  const said = [GOAL_LABELS[goal], KIND_LABELS[kind], hours && `${hours} ${hours === 1 ? "time" : "timer"} om ugen`, contact];
  const details = said.flatMap((text) => text || []);
  const same = { id, job, title, employer, place, link, deadline, applied_on, note, on_jobnet };
  return { ...same, channel_label, details, way: wayOf(entry), files: enclosed(attachments, id), status };
}

/** The steps from the application on. */
export function wayOf({ steps }: { readonly steps: readonly Step[] }): Taken[] {
  return steps.flatMap(({ status, on }) => (status === "planned" ? [] : [{ status, label: STATUSES[status], on }]));
}

/** Of what was found, the page where the entry stands that was asked for, else that of the number, the nearest there is. */
function listed(found: readonly Entry[], { today, drawn, query }: { today: string; drawn: Drawn; query: Texts }): Listed {
  const { page = "", entry } = query;
  const applied = inOrder(found.filter(({ applied_on }) => applied_on), recency).reverse();
  const planned = inOrder(
    found.filter(({ applied_on }) => !applied_on),
    ({ deadline, made_at, id }) => [deadline || LAST, made_at, id],
  );
  const pages = Math.max(1, Math.ceil(applied.length / PAGE));
  const place = applied.findIndex(({ id }) => id === entry);
  const number = place < 0 ? Math.min(/^[0-9]{1,15}$/.test(page) ? Number(page) : 1, pages) || 1 : Math.floor(place / PAGE) + 1;
  return {
    planned: number === 1 ? planned.map(drawn) : [],
    weeks: weeksOf(applied, { today, drawn, from: PAGE * (number - 1) }),
    found: applied.length,
    page: number,
    pages,
  };
}

/** Those of one page, from the given one on, by week; each week knows how many there are of it on all pages. */
function weeksOf(applied: readonly Entry[], { today, drawn, from }: { today: string; drawn: Drawn; from: number }): Week[] {
  const weeks = new Map<string, Omit<Week, "count"> & { count: number }>();
  const running = String(isoWeek(today));
  for (const [at, entry] of applied.entries()) {
    const [year, week] = isoWeek(entry.applied_on);
    const key = String([year, week]);
    const of_another_year = !today.startsWith(`${year}`);
    if (!weeks.has(key)) weeks.set(key, { year, week, this_week: key === running, of_another_year, count: 0, entries: [] });
    weeks.get(key)!.count++;
    if (at >= from && at < from + PAGE) weeks.get(key)!.entries.push(drawn(entry));
  }
  return [...weeks.values()].filter(({ entries }) => entries.length);
}

function searchForm(filled: Filled): Field[] {
  const shown = { "": "Dem, der ikke er arkiveret", archived: "Arkiverede", all: "Alle" };
  return [
    filled.field("q", "Søg i din joblog", { kind: "search" }),
    filled.field("status", "Hvor langt?", { kind: "select", choices: { ...ANY, ...STATUSES } }),
    filled.field("channel", "Hvordan søgt?", { kind: "select", choices: { ...ANY, ...CHANNELS } }),
    filled.field("goal", "Mål", { kind: "select", choices: { ...ANY, ...GOAL_LABELS } }),
    filled.field("since", "Søgt fra", { kind: "date" }),
    filled.field("until", "Søgt til", { kind: "date" }),
    filled.field("archived", "Vis", { kind: "select", choices: shown }),
  ];
}
