/** Anne moved a goal: what she wrote for it stands under its new letter on her phone too. */
import { expect, test, vi } from "vitest";
import type { Ask } from "../../service_worker/asking.ts";
import { recordFrom } from "../../service_worker/domain/record.ts";
import * as entry from "../../service_worker/routes/entry.ts";
import * as joblog from "../../service_worker/routes/joblog.ts";
import type { EntryPage } from "../../service_worker/views/entry.ts";
import type { JoblogPage } from "../../service_worker/views/joblog.ts";
import { rowsOf } from "../support/shared-examples.ts";

// Made at build time; the pages here are not drawn but looked at.
vi.mock("compiled-templates-rest", () => ({ render: undefined }));

const ROWS = {
  goal: [
    { id: "l-1", until: "2026-11-20" },
    { id: "l-2", letter: "B", since: "2026-11-20", came_from: "l-1" },
  ],
  joblog: [{ id: "e-1", goal: "A", goal_id: "l-1", applied_on: "2026-11-10" }],
};
const NONE = new Map<string, never>();
const ask = (query = {}): Ask =>
  ({
    signed: { person: "anne", name: "Anne Holm", token: "hers" },
    record: recordFrom(rowsOf(ROWS)),
    standing: { waiting: NONE, refused: NONE },
    params: { entry: "e-1" },
    query,
    now: Date.UTC(2026, 10, 23, 12),
    sync: {},
    flash: "",
  }) as unknown as Ask;

test("the list finds it by the new letter", async () => {
  const found = async (goal: string) => ((await joblog.showAll(ask({ goal }))) as unknown as [string, JoblogPage])[1].listed.found;
  expect([await found("B"), await found("A")]).toEqual([1, 0]);
});

test("its form stands on the new letter, and what was not touched is not changed", async () => {
  const [, { form }] = (await entry.show(ask())) as unknown as [string, EntryPage];
  const chosen = form.find(({ name }) => name === "goal")!.options.find(({ selected }) => selected);
  expect(chosen?.label).toBe("Mål B: Lagermedarbejder");
  const { mutation } = await entry.edit(ask(), { goal: "B", place: "Havneby", version: "5" }) as { mutation: { args: object } };
  expect(mutation.args).toStrictEqual({ id: "e-1", changed: { place: "Havneby" }, based_on: 5, was: { place: "" } });
});
