/** What a person saves as a file: every change in words, and the same for a program. */
import { expect, test } from "vitest";
import type { Chosen } from "../../service_worker/domain/attachment.ts";
import { recordFrom } from "../../service_worker/domain/record.ts";
import { unsentFile } from "../../service_worker/file.ts";
import type { Unsent } from "../../sync/client/index.ts";
import { instant, rowsOf } from "../support/shared-examples.ts";

const WHEN = { name: "Anne Holm", now: instant("2026-11-25T12:05:00Z") };
const RECORD = recordFrom(rowsOf({ job: [{}] }));

function unsent(mutations: Unsent["mutations"], chosen: readonly Chosen[] = []): Unsent & { chosen: readonly Chosen[] } {
  return { person: "anne", device: "d", mutations, chosen };
}

test("what waits and what was not accepted stand there in words, with when, why and every word typed", () => {
  const made_at = instant("2026-11-23T12:10:00Z");
  const file = unsent([
    { number: 1, name: "job.decline", args: { job: "j-lager", reason: "For langt væk" }, made_at, state: "refused", reason: "Jobbet er trukket tilbage." },
    { number: 2, name: "joblog.add", args: { id: "e-9", title: "Kok", employer: "Kroen", note: "Ringede\nto gange" }, made_at, state: "waiting" },
  ]);
  const [head, ...parts] = unsentFile(file, RECORD, WHEN).split("\n\n");
  expect(head).toBe("Konkret: det, der ikke er sendt. Anne Holm, 2026-11-25 kl. 13.05.");
  expect(parts[0]).toBe("Ikke relevant: Lagermedarbejder\nGemt 2026-11-23 kl. 13.10. Ikke godtaget: Jobbet er trukket tilbage.\nFor langt væk");
  expect(parts[1]).toBe("Ny i joblog: Kok\nGemt 2026-11-23 kl. 13.10. Venter på at blive sendt.\nKok\nKroen\nRingede\nto gange");
  const { chosen: _, ...told } = file;
  expect(JSON.parse(parts[3]!)).toEqual({ ...told, files: [] });
});

test("a file of nothing says so", () => {
  expect(unsentFile(unsent([]), RECORD, WHEN)).toContain("Alt er sendt.");
});

test("files are named, with how they stand", () => {
  const chosen: Chosen = {
    id: "f-1", entry: "e-1", name: "cv.pdf", role: "cv", content: new Blob(["%PDF-"]), made_at: instant("2026-11-23T12:10:00Z"), digest: "", reason: "", faults: 0,
  };
  const [, waits, refused, , told] = unsentFile(unsent([], [chosen, { ...chosen, reason: "Filen er for stor." }]), RECORD, WHEN).split("\n\n");
  expect(waits).toBe("Bilag: cv.pdf\nGemt 2026-11-23 kl. 13.10. Venter på at blive sendt.");
  expect(refused).toBe("Bilag: cv.pdf\nGemt 2026-11-23 kl. 13.10. Ikke godtaget: Filen er for stor.");
  expect(JSON.parse(told!).files[1]).toMatchObject({ name: "cv.pdf", bytes: 5, reason: "Filen er for stor." });
});
