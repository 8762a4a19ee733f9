/** What came of each goal: as Python has it. */
import { expect, test } from "vitest";
import type { Goal } from "../../service_worker/domain/goal.ts";
import type { Entry } from "../../service_worker/domain/joblog.ts";
import { tallies } from "../../service_worker/domain/tally.ts";
import { examples, type Fields, full } from "../support/shared-examples.ts";

const EXAMPLES = examples<{ name: string; goals: Fields[]; entries: Fields[]; tallies: Record<string, number[]> }>("tally");

test.each(EXAMPLES.map(([, example]) => [example.name, example] as const))("%s", (_, example) => {
  const goals = example.goals.map((row) => full("goal", row) as unknown as Goal);
  const entries = example.entries.map((row) => full("joblog", row) as unknown as Entry);
  const counted = Object.fromEntries([...tallies(goals, entries)].map(([id, tally]) => [id, Object.values(tally)]));
  expect(counted).toStrictEqual(example.tallies);
});
