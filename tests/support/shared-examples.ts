/** The twin of `shared_examples.py`: examples that both languages read. */
import { readdirSync, readFileSync } from "node:fs";
import type { Step } from "../../service_worker/domain/step.ts";
import type { Json, Row } from "../../sync/client/index.ts";

export type Fields = Record<string, Json>;

const CONTRACT = new URL("../contract/", import.meta.url);
const DEFAULTS = read("defaults.json") as unknown as Record<string, Fields>;

/** Every example of a folder of `tests/contract`, by the name of its file. */
export function examples<T>(folder: string): (readonly [file: string, example: T])[] {
  const files = readdirSync(new URL(`${folder}/`, CONTRACT)).filter((name) => name.endsWith(".json"));
  return files.flatMap((name) => (read(`${folder}/${name}`) as T[]).map((one) => [name.replace(".json", ""), one] as const));
}

/** A row of that kind, or a shell, with what `given` leaves out and instants as numbers. */
export function full(kind: string, given: Fields): Fields {
  const row = { ...DEFAULTS[kind], ...given };
  const whole = Object.entries(kind === "joblog" ? { ...row, ...onTheWay(row) } : row);
  return Object.fromEntries(whole.map(([key, value]) => [key, key.endsWith("_at") ? instant(value) : value]));
}

/** What the examples of a page leave out. */
export function pageOf(name: string): Fields {
  return (read("pages.json") as Record<string, Fields>)[name] ?? {};
}

/** The entries that are searched. */
export function searched(): Fields[] {
  return read("searched.json") as Fields[];
}

/** Where an entry stands by its steps; one without any was applied for on its date. */
function onTheWay({ steps, applied_on }: Fields): Fields {
  const given = (steps as unknown as Partial<Step>[]).map((step) => ({ note: "", ...step }) as Step);
  const taken = given.length ? given : [{ status: "applied", on: String(applied_on), note: "" } as const];
  const applied = taken.find(({ status }) => status === "applied");
  return { steps: taken, status: taken.at(-1)!.status, applied_on: applied?.on ?? "" };
}

/** A joblog row whose steps are written `planned 2026-11-20, applied 2026-11-24`. */
export function entryOf(given: Fields): Fields {
  const steps = String(given["steps"])
    .split(", ")
    .map((step) => ({ status: step.split(" ")[0]!, on: step.split(" ")[1]! }));
  return full("joblog", { ...given, steps });
}

/** Whole rows, by kind and id. */
export function rowsOf(rows: Record<string, Fields[]>): Map<string, Map<string, Row>> {
  return new Map(
    Object.entries(rows).map(([kind, given]) => {
      const whole = given.map((row) => full(kind, row) as unknown as Row);
      return [kind, new Map(whole.map((row) => [row.id, row]))];
    }),
  );
}

/** Unix ms of a time in UTC, `2026-11-23T13:02:00Z`; numbers stay as they are. */
export function instant(value: Json | undefined): number {
  return typeof value === "string" ? Date.parse(value) : Number(value ?? 0);
}

/** The text that `{"repeat": …, "times": …}` stands for; anything else stays as it is. */
export function long(value: Json): string {
  if (typeof value === "string") return value;
  const { repeat, times } = value as { repeat: string; times: number };
  return repeat.repeat(times);
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, CONTRACT), "utf8"));
}
