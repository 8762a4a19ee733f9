/** What may be written: the phone's verdicts and sentences are Python's. */
import { expect, test } from "vitest";
import { checkNote } from "../../service_worker/domain/assignment.ts";
import { Invalid } from "../../service_worker/domain/errors.ts";
import { checkReason } from "../../service_worker/domain/job.ts";
import { type Application, changed, check, FIELDS } from "../../service_worker/domain/joblog.ts";
import type { Json } from "../../sync/client/index.ts";
import { examples, type Fields, full, long } from "../support/shared-examples.ts";

interface Example {
  name: string;
  today?: string;
  typed: Json;
  tidy?: Json;
  problems?: Record<string, string>;
}

const APPLICATION = full("joblog", {});

function whole(kind: string, given: Json): string | Application {
  if (kind !== "application") return long(given);
  const fields = FIELDS.map((name) => [name, long((given as Fields)[name] ?? APPLICATION[name]!)] as const);
  return Object.fromEntries(fields) as Application;
}

function checked(kind: string, typed: string | Application, today: string): string | Application {
  if (kind === "application") return check(typed as Application, today);
  return kind === "reason" ? checkReason(typed as string) : checkNote(typed as string);
}

function problemsOf(work: () => unknown): Readonly<Record<string, string>> {
  try {
    work();
  } catch (fault) {
    if (fault instanceof Invalid) return fault.fields;
    throw fault;
  }
  return {};
}

test.each(examples<Example>("checks").map(([kind, example]) => [kind, example.name, example] as const))(
  "%s: %s",
  (kind, _, { today = "", typed, tidy, problems }) => {
    const judged = () => checked(kind, whole(kind, typed), today);
    if (problems) expect(problemsOf(judged)).toStrictEqual(problems);
    else expect(judged()).toStrictEqual(whole(kind, tidy!));
  },
);

interface Change {
  name: string;
  typed: Record<string, string>;
  standing: Fields;
  changed: Record<string, string>;
}

test.each(examples<Change>("changed").map(([, example]) => [example.name, example] as const))(
  "a form changes only what was changed in it: %s",
  (_, example) => {
    const standing = full("joblog", example.standing) as unknown as Application;
    expect(changed(example.typed, standing)).toStrictEqual(example.changed);
  },
);
