/** What may be written: the phone's verdicts and sentences are Python's. */
import { expect, test } from "vitest";
import { asPlanned, shared } from "../../service_worker/domain/advert.ts";
import { checkNote } from "../../service_worker/domain/assignment.ts";
import { Invalid } from "../../service_worker/domain/errors.ts";
import { checkReason } from "../../service_worker/domain/job.ts";
import { type Application, changed, check, type Entry, FIELDS, was } from "../../service_worker/domain/joblog.ts";
import { check as checkWish, type Wished } from "../../service_worker/domain/wish.ts";
import type { Json } from "../../sync/client/index.ts";
import { examples, type Fields, full, long } from "../support/shared-examples.ts";

interface Example {
  name: string;
  today?: string;
  typed: Json;
  tidy?: Json;
  problems?: Record<string, string>;
}

type Form = Application | Wished;

const FORMS: Readonly<Record<string, readonly [row: string, names: readonly string[]]>> = {
  application: ["joblog", FIELDS],
  wish: ["wish", ["kind", "text", "link", "day"]],
};

function whole(kind: string, given: Json): string | Form {
  const form = FORMS[kind];
  if (!form) return long(given);
  const [row, names] = form;
  const standing = full(row, {});
  return Object.fromEntries(names.map((name) => [name, long((given as Fields)[name] ?? (standing[name] || ""))])) as unknown as Form;
}

function checked(kind: string, typed: string | Form, today: string): string | Form {
  if (kind === "application") return check(typed as Application, today);
  if (kind === "wish") return checkWish(typed as Wished, { today, movable: true });
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
  was: Record<string, string>;
}

test.each(examples<Change>("changed").map(([, example]) => [example.name, example] as const))(
  "a form changes only what was changed in it: %s",
  (_, example) => {
    const standing = full("joblog", example.standing) as unknown as Entry;
    expect([changed(example.typed, standing), was(example.typed, standing)]).toStrictEqual([example.changed, example.was]);
  },
);

interface Share {
  name: string;
  said: Record<string, Json>;
  form: Record<string, Json>;
}

test.each(examples<Share>("shared").map(([, example]) => [example.name, example] as const))(
  "what another app shares becomes the form that the example says: %s",
  (_, example) => {
    const [said, form] = [example.said, example.form].map((texts) =>
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, long(text as never)])),
    );
    const given = asPlanned(shared(said!));
    expect(given).toStrictEqual({ status: "planned", private_note: "", "was-title": form!["title"], ...form });
  },
);
