/** What stood where somebody wrote, newer than what they saw when they began. The twin of `backend/views/overwrote.py`. */
import type { Judged } from "../../sync/client/index.ts";
import { wordsOf } from "../commands/index.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { NOTE_LABEL } from "./assignments.ts";
import { entryForm } from "./entry.ts";
import { BLANK } from "./form.ts";
import { goalChoices } from "./goals.ts";

export interface Overwrote {
  readonly number: number;
  readonly what: string;
  readonly texts: readonly (readonly [label: string, text: string])[];
}

/** The change in words, and what stood there, in the words of the form it was written in. */
export function overwroteCard(one: Judged, record: CitizenRecord): Overwrote {
  const { number, name, other = {} } = one;
  const note = BLANK.field("note", NOTE_LABEL);
  const form = name === "joblog.edit" ? entryForm(BLANK, {}, { planned: false, goals: goalChoices(record) }) : [note];
  const texts = form.flatMap(({ name, label, options }) => {
    const text = other[name];
    return text === undefined ? [] : [[label, options.find(({ value }) => value === text)?.label ?? text] as const];
  });
  return { number, what: wordsOf(one, record), texts };
}
