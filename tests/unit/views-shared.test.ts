/** What each page shows: the phone's structs are those that Python's views make of the same rows. */
import { describe, expect, test } from "vitest";
import { recordFrom, type CitizenRecord } from "../../service_worker/domain/record.ts";
import type { Chosen } from "../../service_worker/domain/attachment.ts";
import { assignmentsPage } from "../../service_worker/views/assignments.ts";
import { decisionPage } from "../../service_worker/views/decisions.ts";
import type { Faulty } from "../../service_worker/views/form.ts";
import { coursePage } from "../../service_worker/views/course.ts";
import { goalsPage, type OpenForm } from "../../service_worker/views/goals.ts";
import { homePage } from "../../service_worker/views/home.ts";
import { entryPage, newPage } from "../../service_worker/views/entry.ts";
import { jobnetPage } from "../../service_worker/views/jobnet.ts";
import { joblogPage } from "../../service_worker/views/joblog.ts";
import { jobPage, jobsPage } from "../../service_worker/views/jobs.ts";
import { learningPage } from "../../service_worker/views/learning.ts";
import { morePage } from "../../service_worker/views/more.ts";
import { placementsPage } from "../../service_worker/views/placements.ts";
import { planPage } from "../../service_worker/views/plan.ts";
import { requirementPage } from "../../service_worker/views/requirements.ts";
import type { Shell } from "../../service_worker/views/shell.ts";
import { standingOf } from "../../service_worker/views/status.ts";
import { type Room, syncPage } from "../../service_worker/views/sync.ts";
import { trackPage } from "../../service_worker/views/tracks.ts";
import type { Judged, UnsentMutation } from "../../sync/client/index.ts";
import { examples, type Fields, full, instant, pageOf, rowsOf } from "../support/shared-examples.ts";

interface Asked extends Partial<Faulty> {
  job?: string;
  assignment?: string;
  decision?: string;
  id?: string;
  after?: string;
  query?: Record<string, string>;
  fresh?: string;
  moving?: string;
  other?: string;
  letter?: string;
  open_form?: OpenForm;
  name?: string;
  vapid_key?: string;
}

interface Example {
  name: string;
  now?: string;
  shell?: Fields;
  rows: Record<string, Fields[]>;
  asked?: Asked;
  pending?: { waiting?: string[]; refused?: Fields[]; last_sync?: string; unsent?: Fields[]; overwrote?: Fields[]; chosen?: Fields[]; room?: Room };
  expect: Fields;
}

/** A file of `bytes` that is on the phone only. */
function chosenFrom({ bytes, ...file }: Fields): Chosen {
  const content = new Blob([new Uint8Array(Number(bytes))]);
  return { reason: "", role: "application", faults: 0, ...file, content, made_at: instant(file["made_at"]) } as unknown as Chosen;
}

function draw(page: string, shell: Shell, record: CitizenRecord, { now: at, asked = {}, pending = {} }: Example): object {
  const { job = "", assignment, decision = "", id = "", typed = {}, problems } = asked;
  const told = {
    now: instant(at),
    standing: standingOf(new Set(pending.waiting), (pending.refused ?? []) as unknown as Judged[]),
    faulty: problems ? { typed, problems } : undefined,
  };
  switch (page) {
    case "home":
      return homePage(shell, record, told);
    case "jobs":
      return jobsPage(shell, record, told);
    case "job":
      return jobPage(shell, record, { ...told, job });
    case "assignments":
      return assignmentsPage(shell, record, { ...told, assignment });
    case "learning":
      return learningPage(shell, record, told);
    case "joblog":
      return joblogPage(shell, record, { ...told, query: asked.query ?? {} });
    case "entry":
      return entryPage(shell, record, { ...told, id, chosen: (pending.chosen ?? []).map(chosenFrom) });
    case "jobnet":
      return jobnetPage(shell, record, { ...told, after: asked.after ?? "" });
    case "new_entry":
      return newPage(shell, record, { ...told, id });
    case "course":
      return coursePage(shell, record, { ...told, fresh: asked.fresh!, moving: asked.moving });
    case "decision":
      return decisionPage(shell, record, { ...told, decision });
    case "track":
      return trackPage(shell, record);
    case "placements":
      return placementsPage(shell, record);
    case "goals":
      return goalsPage(shell, record, { ...told, fresh: asked.fresh!, other: asked.other!, letter: asked.letter, openForm: asked.open_form });
    case "plan":
      return planPage(shell, record, { ...told, name: asked.name!, fresh: asked.fresh! });
    case "requirement":
      return requirementPage(shell, record, told);
    case "more":
      return morePage(shell, record, { name: asked.name!, vapidKey: asked.vapid_key! });
    case "sync":
      return syncPage(shell, record, {
        room: pending.room ?? { usage: null, quota: null, persisted: null },
        lastSync: pending.last_sync ? instant(pending.last_sync) : null,
        chosen: (pending.chosen ?? []).map(chosenFrom),
        overwrote: (pending.overwrote ?? []).map((one) => ({ ...one, made_at: instant(one["made_at"]) }) as unknown as Judged),
        unsent: (pending.unsent ?? []).map((one) => ({ ...one, made_at: instant(one["made_at"]) }) as unknown as UnsentMutation),
      });
    default:
      throw new Error(`no page is called ${page}`);
  }
}

describe.each(["views", "views/phone"])("%s", (folder) => {
  test.each(examples<Example>(folder).map(([page, example]) => [page, example.name, example] as const))(
    "%s: %s",
    (page, _, example) => {
      const shell = full("shell", example.shell ?? {}) as unknown as Shell;
      const wanted = { ...pageOf(page), ...example.expect, shell: { ...shell, ...(example.expect["shell"] as Fields | undefined) } };
      expect(draw(page, shell, recordFrom(rowsOf(example.rows)), example)).toStrictEqual(wanted);
    },
  );
});
