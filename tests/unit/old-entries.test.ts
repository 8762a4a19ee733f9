/** Entries that this phone fetched before they had steps, drawn until it has fetched them anew. */
import { expect, test } from "vitest";
import { mutators } from "../../service_worker/commands/index.ts";
import { recordFrom } from "../../service_worker/domain/record.ts";
import type { Draft, Row } from "../../sync/client/index.ts";

const OLD = {
  id: "EntryOnecca0000000001A",
  version: 5,
  job: "",
  title: "Kok",
  employer: "Kroen",
  place: "",
  link: "",
  applied_on: "2026-11-20",
  channel: "network",
  note: "Ringede",
  made_at: 1,
  received_at: 2,
};

test("one of them had been applied for", () => {
  const [entry] = recordFrom(new Map([["joblog", new Map([[OLD.id, OLD]])]])).entries;
  const steps = [{ status: "applied", on: "2026-11-20", note: "" }];
  expect(entry).toMatchObject({ ...OLD, status: "applied", steps, private_note: "", hours: 0, archived_at: 0 });
});

test("one of them goes on its way", () => {
  let after: Row | undefined;
  const draft: Draft = { get: () => OLD, all: () => [OLD], put: (_, row) => (after = row), delete: () => undefined };
  const step = { id: OLD.id, status: "interview", on: "2026-11-25" };
  mutators["joblog.step"]!(draft, step as never, Date.parse("2026-11-24T10:00:00Z"));
  expect(after).toMatchObject({ title: "Kok", status: "interview", applied_on: "2026-11-20", goal: "" });
});
