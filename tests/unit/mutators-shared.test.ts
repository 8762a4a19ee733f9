/** What the phone foresees of a change: the rows that the server's command of the same name leaves. */
import { expect, test } from "vitest";
import { mutators } from "../../service_worker/commands/index.ts";
import { DomainError, Invalid } from "../../service_worker/domain/errors.ts";
import type { Draft, Row } from "../../sync/client/index.ts";
import { examples, type Fields, instant, long, rowsOf } from "../support/shared-examples.ts";

interface Example {
  name: string;
  made_at: string;
  before: Record<string, Fields[]>;
  mutation: { name: string; args: Fields };
  after?: Record<string, Fields[]>;
  refused?: { code: string; reason: string; fields?: Record<string, string> };
}

type Rows = ReturnType<typeof rowsOf>;

const EXAMPLES = examples<Example>("mutations");

function draftOf(rows: Rows): Draft {
  const kindOf = (kind: string) => rows.get(kind) ?? rows.set(kind, new Map()).get(kind)!;
  return {
    get: (kind, id) => kindOf(kind).get(id),
    all: (kind) => [...kindOf(kind).values()],
    put: (kind, row) => void kindOf(kind).set(row.id, row),
    delete: (kind, id) => void kindOf(kind).delete(id),
  };
}

/** What both sides must agree on: the server alone gives versions and says when it received something. */
function compared(rows: Rows): Record<string, Omit<Row, "version" | "received_at">[]> {
  const filled = [...rows].filter(([, byId]) => byId.size);
  return Object.fromEntries(
    filled.map(([kind, byId]) => {
      const shown = [...byId.values()].map(({ version: _, received_at: __, ...row }) => row);
      return [kind, shown.sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1))];
    }),
  );
}

function carryOut({ made_at, mutation: { name, args } }: Example, rows: Rows): DomainError | null {
  const texts = ["note", "answer"].flatMap((text) => (args[text] === undefined ? [] : [[text, long(args[text])]]));
  const given = { ...args, ...Object.fromEntries(texts) };
  try {
    mutators[name]!(draftOf(rows), given as never, instant(made_at));
    return null;
  } catch (fault) {
    if (fault instanceof DomainError) return fault;
    throw fault;
  }
}

test.each(EXAMPLES.map(([file, example]) => [file, example.name, example] as const))("%s: %s", (_, __, example) => {
  const rows = rowsOf(example.before);
  const refusal = carryOut(example, rows);
  expect(compared(rows)).toStrictEqual(compared(rowsOf(example.after ?? example.before)));
  expect(refusal?.code).toBe(example.refused?.code);
  expect(refusal?.reason).toBe(example.refused?.reason);
  expect(refusal instanceof Invalid ? refusal.fields : undefined).toStrictEqual(example.refused?.fields);
});

test("every mutation has examples", () => {
  expect(new Set(EXAMPLES.map(([, { mutation }]) => mutation.name))).toEqual(new Set(Object.keys(mutators)));
});

test("a command is sent as long as it is written down to be, and every one that is sent is written down", () => {
  const sent = examples<{ name: string; last_sent: string }>("understood").filter(([, { last_sent }]) => !last_sent);
  expect(Object.keys(mutators).sort()).toEqual(sent.map(([, { name }]) => name).sort());
});
