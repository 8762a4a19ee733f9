/** The joblog as it is drawn. The twin of `backend/views/joblog.py`. */
import { rowKey } from "../../sync/client/index.ts";
import { isoWeek, mondayOf, plus } from "../domain/dates.ts";
import { type Application, asWritten, CHANNELS, type Entry, recency } from "../domain/joblog.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { localDate } from "../domain/time.ts";
import { type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";
import { type Now, type Standing, type Status, statusOf } from "./status.ts";

export interface EntryCard
  extends Pick<Entry, "id" | "job" | "title" | "employer" | "place" | "link" | "applied_on" | "note"> {
  readonly channel_label: string;
  readonly status: Status;
}

export interface Week {
  readonly year: number;
  readonly week: number;
  readonly this_week: boolean;
  readonly entries: EntryCard[];
}

export interface JoblogPage {
  readonly shell: Shell;
  readonly this_week: number;
  readonly total: number;
  readonly weeks: readonly Week[];
}

/** What stood in a field when its form was first drawn: what still stands there was not changed by this form. */
export interface Was {
  readonly name: string;
  readonly value: string;
}

export interface EntryPage {
  readonly shell: Shell;
  readonly is_new: boolean;
  readonly id: string;
  readonly job: string;
  readonly version: number;
  readonly was: readonly Was[];
  readonly form: readonly Field[];
  readonly status: Status;
}

/** All entries that were applied for; `now` is an instant. */
export function joblogPage(shell: Shell, record: CitizenRecord, { now, standing }: Now): JoblogPage {
  const today = localDate(now);
  const { entries } = record;
  return { shell, this_week: inWeekOf(today, entries), total: entries.filter(({ applied_on }) => applied_on).length, weeks: weeksOf(entries, today, standing) };
}

export interface EntryAsked extends Now {
  readonly id: string;
  readonly isNew: boolean;
  readonly faulty?: Faulty | undefined;
}

/** The form of the entry of that id, which the record must hold unless it is new. */
export function entryPage(shell: Shell, record: CitizenRecord, { id, isNew, now, standing, faulty }: EntryAsked): EntryPage {
  const entry = isNew ? undefined : record.entries.find((each) => each.id === id)!;
  const filled = new Filled(faulty);
  const form = entryForm(filled, entry, localDate(now));
  return {
    shell: filled.shell(shell, form),
    is_new: isNew,
    id,
    job: entry?.job ?? "",
    version: entry ? filled.version(entry.version) : 0,
    was: entry ? form.map(({ name }) => ({ name, value: filled.was(name, asWritten(entry)[name as keyof Application]) })) : [],
    form,
    status: statusOf(entry ? [rowKey("joblog", id)] : [], entry?.received_at ?? 0, standing),
  };
}

/** How many of the entries were applied for in the ISO week that the date `today` lies in. */
export function inWeekOf(today: string, entries: readonly Entry[]): number {
  const first = mondayOf(today);
  const last = plus(first, 6);
  return entries.filter(({ applied_on }) => applied_on >= first && applied_on <= last).length;
}

/** When and how it was applied for: the same fields for a handed-out job and for an own entry. */
export function howFields(filled: Filled, { applied_on, channel, note }: Pick<Entry, "applied_on" | "channel" | "note">): Field[] {
  return [
    filled.field("applied_on", "Hvornår søgte du?", { kind: "date", value: applied_on, required: true }),
    filled.field("channel", "Hvordan søgte du?", { kind: "select", value: channel, required: true, choices: CHANNELS }),
    filled.field("note", "Note", { kind: "textarea", value: note }),
  ];
}

/** What a channel is called. */
export function channelLabel({ channel }: Entry): string {
  return CHANNELS[channel as keyof typeof CHANNELS];
}

function entryForm(filled: Filled, entry: Entry | undefined, today: string): Field[] {
  return [
    filled.field("title", "Stilling", { value: entry?.title ?? "", required: true }),
    filled.field("employer", "Arbejdsgiver", { value: entry?.employer ?? "", required: true }),
    filled.field("place", "Sted", { value: entry?.place ?? "" }),
    filled.field("link", "Link til opslaget", { kind: "url", value: entry?.link ?? "" }),
    ...howFields(filled, entry ?? { applied_on: today, channel: "posted", note: "" }),
  ];
}

function weeksOf(entries: readonly Entry[], today: string, standing: Standing): Week[] {
  const running = String(isoWeek(today));
  const weeks: Week[] = [];
  for (const entry of inOrder(entries.filter(({ applied_on }) => applied_on), recency).reverse()) {
    const [year, week] = isoWeek(entry.applied_on);
    const last = weeks.at(-1);
    if (last?.year === year && last.week === week) last.entries.push(card(entry, standing));
    else weeks.push({ year, week, this_week: String([year, week]) === running, entries: [card(entry, standing)] });
  }
  return weeks;
}

function card(entry: Entry, standing: Standing): EntryCard {
  const { id, job, title, employer, place, link, applied_on, note, received_at } = entry;
  const status = statusOf([rowKey("joblog", id)], received_at, standing);
  return { id, job, title, employer, place, link, applied_on, channel_label: channelLabel(entry), note, status };
}
