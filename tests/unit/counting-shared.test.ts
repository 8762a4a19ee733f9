/** What counts: the phone's verdicts and numbers are those of Python. */
import { expect, test } from "vitest";
import type { Entry } from "../../service_worker/domain/joblog.ts";
import { type Count, count, type Requirement } from "../../service_worker/domain/requirement.ts";
import { localDate } from "../../service_worker/domain/time.ts";
import { entryOf, examples, type Fields, full, instant } from "../support/shared-examples.ts";

interface Case {
  name: string;
  now: string;
  requirement?: Fields[];
  joblog: Fields[];
  attached?: string[];
  expect: Fields;
}

/** The count as cases write it. */
function told({ running, verdicts, uploads, earlier, four_weeks, month }: Count): Fields {
  const { period, done, missing } = running ?? {};
  return {
    period: period ? [period.first, period.last] : null,
    ...(period && { needed: period.needed, done: done!, missing: missing! }),
    entries: Object.fromEntries(verdicts),
    uploads: uploads && [uploads.needed, uploads.done],
    earlier: earlier.map(({ period: { first, last, needed }, done }) => [first, last, needed, done]),
    four_weeks,
    month,
  };
}

test.each(examples<Case>("counting").map(([file, one]) => [file, one.name, one] as const))("%s: %s", (_, __, one) => {
  const requirements = (one.requirement ?? [{}]).map((row) => full("requirement", row) as unknown as Requirement);
  const entries = one.joblog.map((row) => entryOf(row) as unknown as Entry);
  const counted = told(count(requirements, entries, localDate(instant(one.now)), new Set(one.attached)));
  expect(Object.fromEntries(Object.keys(one.expect).map((key) => [key, counted[key]]))).toStrictEqual(one.expect);
});
