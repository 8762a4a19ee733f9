/** What came of each goal: as Python has it. */
import { expect, test } from "vitest";
import { along } from "../../service_worker/domain/aimed.ts";
import { type Goal, LETTERS, standing } from "../../service_worker/domain/goal.ts";
import type { Entry } from "../../service_worker/domain/joblog.ts";
import { recordFrom } from "../../service_worker/domain/record.ts";
import { tallies } from "../../service_worker/domain/tally.ts";
import { examples, type Fields, full } from "../support/shared-examples.ts";

interface Example {
  readonly name: string;
  readonly goals: Fields[];
  readonly entries: Fields[];
  readonly tallies: Record<string, number[]>;
  readonly letters: Record<string, string>;
  readonly standing: Record<string, string>;
}

const EXAMPLES = examples<Example>("tally");

test.each(EXAMPLES.map(([, example]) => [example.name, example] as const))("%s", (_, example) => {
  const goals = example.goals.map((row) => full("goal", row) as unknown as Goal);
  const entries = example.entries.map((row) => full("joblog", row) as unknown as Entry);
  const moved = along({ ...recordFrom(new Map()), goals, entries }).entries;
  // The same from entries as they were written, and from those that went along with their goals.
  for (const each of [entries, moved]) {
    const counted = Object.fromEntries([...tallies(goals, each)].map(([id, tally]) => [id, Object.values(tally)]));
    expect(counted).toStrictEqual(example.tallies);
  }
  expect(Object.fromEntries(moved.map(({ id, goal }) => [id, goal]))).toStrictEqual(example.letters);
  const stands = LETTERS.flatMap((letter) => [standing(goals, letter)].filter((goal) => goal !== undefined));
  expect(Object.fromEntries(stands.map(({ letter, id }) => [letter, id]))).toStrictEqual(example.standing);
});
