import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as filters from "../../frontend/compile/filters.ts";

type Example = { filter: string; arguments: never[]; gives?: string | number; fails?: true };

const file = new URL("../contract/filters.json", import.meta.url);
const examples: Example[] = JSON.parse(readFileSync(file, "utf-8"));
const named = filters as unknown as Record<string, (...values: never[]) => string | number>;

test.each(examples)("$filter($arguments) writes what Python's does", ({ filter, arguments: values, gives, fails }) => {
  const apply = () => named[filter]!(...values);
  if (fails) expect(apply).toThrow();
  else expect(apply()).toBe(gives);
});

test("every filter has examples", () => {
  expect(new Set(examples.map(({ filter }) => filter))).toEqual(new Set(Object.keys(filters)));
});
