/** What is found in a joblog, and what is taken for a repeat: as Python has it. */
import { expect, test } from "vitest";
import type { Job } from "../../service_worker/domain/job.ts";
import type { Entry } from "../../service_worker/domain/joblog.ts";
import { jobAlike, lookAlike } from "../../service_worker/domain/repeat.ts";
import { matches, searchOf } from "../../service_worker/domain/search.ts";
import { examples, type Fields, full, searched } from "../support/shared-examples.ts";

type Texts = Record<string, string>;

const entriesOf = (rows: readonly Fields[]): Entry[] => rows.map((row) => full("joblog", row) as unknown as Entry);

const SEARCHES = examples<{ name: string; query: Texts; found: string[]; problems?: Texts }>("search");

test.each(SEARCHES.map(([, example]) => [example.name, example] as const))("search: %s", (_, { query, found, problems }) => {
  const asked = searchOf(query);
  expect(entriesOf(searched()).flatMap((entry) => (matches(entry, asked.search) ? [entry.id] : []))).toStrictEqual(found);
  expect(asked.problems).toStrictEqual(problems ?? {});
});

const ALIKE = examples<{ name: string; typed: Texts; entries: Fields[]; jobs?: Fields[]; alike: string; job?: string }>("alike");

test.each(ALIKE.map(([, example]) => [example.name, example] as const))("a repeat: %s", (_, { typed, entries, jobs = [], alike, job = "" }) => {
  expect(lookAlike(typed, entriesOf(entries), "e-9")?.id ?? "").toBe(alike);
  const handedOut = jobs.map((row) => full("job", row) as unknown as Job);
  expect(jobAlike(typed, { entries: entriesOf(entries), jobs: handedOut })?.id ?? "").toBe(job);
});
