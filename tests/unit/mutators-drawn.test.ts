/** Changes of Anne's as her phone draws them before the server has heard of them. */
import { expect, test } from "vitest";
import { mutators, ownEntry } from "../../service_worker/commands/index.ts";
import { newId } from "../../service_worker/domain/ids.ts";
import { recordFrom } from "../../service_worker/domain/record.ts";
import { jobsPage } from "../../service_worker/views/jobs.ts";
import type { Shell } from "../../service_worker/views/shell.ts";
import { standingOf } from "../../service_worker/views/status.ts";
import type { Confirmed } from "../../sync/client/cache.ts";
import type { Mutation } from "../../sync/client/index.ts";
import type { Queue } from "../../sync/client/queue.ts";
import { draw } from "../../sync/client/rebase.ts";
import { type Fields, full, rowsOf } from "../support/shared-examples.ts";

const NOW = Date.parse("2026-11-23T13:02:00Z");
const SHELL = full("shell", {}) as unknown as Shell;
const JOB = "JobLagerena0000000001A";
const ENTRY = "EntryOnecca0000000001A";

/** Her list of jobs after she has done these things. */
function jobsAfter(rows: Record<string, Fields[]>, ...mutations: Mutation[]) {
  const confirmed = { rows: rowsOf(rows), mark: { drawn: 0, complete: true } } as unknown as Confirmed;
  const entries = mutations.map((mutation, at) => ({ ...mutation, made_at: NOW, number: at + 1, save: "" }));
  const { view } = draw(confirmed, { meta: { acknowledged: 0 }, entries } as unknown as Queue, mutators);
  return jobsPage(SHELL, recordFrom(view.rows), { now: NOW, standing: standingOf(view.waiting, []) });
}

const apply: Mutation = { name: "job.apply", args: { id: ENTRY, job: JOB, applied_on: "2026-11-23", channel: "posted", note: "" } };

test("she ticks a job off: it counts, and is saved on this phone", () => {
  const { progress, applied } = jobsAfter({ job: [{ id: JOB }] }, apply);
  expect(progress).toMatchObject({ done: 1, total: 1 });
  expect(applied.map(({ entry, status }) => [entry, status.kind])).toEqual([[ENTRY, "saved"]]);
});

test("she takes it back: the job is open again, and says that this is saved on this phone", () => {
  const { progress, open } = jobsAfter({ job: [{ id: JOB }], joblog: [{ id: ENTRY, job: JOB }] }, {
    name: "joblog.remove",
    args: { id: ENTRY },
  });
  expect(progress).toMatchObject({ done: 0, total: 1 });
  expect(open.map(({ id, status }) => [id, status.kind])).toEqual([[JOB, "saved"]]);
});

test("ticked off and taken back before it was sent", () => {
  const { open, applied } = jobsAfter({ job: [{ id: JOB }] }, apply, { name: "joblog.remove", args: { id: ENTRY } });
  expect(applied).toEqual([]);
  expect(open[0]?.status.kind).toBe("saved");
});

test("the job was withdrawn meanwhile: nothing of hers is drawn on it", () => {
  const { set_aside: aside } = jobsAfter({ job: [{ id: JOB, state: "withdrawn", withdrawn_by: "Karen Lund" }] }, apply);
  expect(aside.map(({ entry, status }) => [entry, status.kind])).toEqual([["", "none"]]);
});

test("kept as her own entry, the application says the same", () => {
  const record = recordFrom(rowsOf({ job: [{ id: JOB, link: "https://job.example/1" }] }));
  const own = ownEntry(apply, record, "EntryTwoeda0000000002A");
  expect(own).toEqual({
    name: "joblog.add",
    args: {
      id: "EntryTwoeda0000000002A",
      title: "Lagermedarbejder",
      employer: "Nordhavn Logistik",
      place: "København Ø",
      link: "https://job.example/1",
      applied_on: "2026-11-23",
      channel: "posted",
      note: "",
    },
  });
  expect(ownEntry({ name: "job.decline", args: { job: JOB, reason: "For langt væk" } }, record, "x")).toBeNull();
});

test("an id of now and chance is the server's kind of id", () => {
  // The example of RFC 9562, appendix A.6.
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(newId(0x017f22e279b0, random)).toBe("AX8i4nmwfMOYxNwMDAc5jw");
});
