/** Sends the files that wait on this phone, each until the server has it or says why not, and again when it has lost it. */
import { rowKey, type State } from "../sync/client/index.ts";
import { within } from "../sync/client/within.ts";
import { chosenBy, drop, mark, put, sentBy } from "./chosen.ts";
import type { Chosen } from "./domain/attachment.ts";
import type { Signed } from "./kept.ts";
import { fetchAs, recordOf } from "./session.ts";
import { tellPages } from "./windows.ts";

// Ten megabytes take as long on a bad line.
const PATIENCE_MS = 240_000;
const MOST_FAULTS = 3;
// What a phone gives for what the server has already: two of the largest files.
const ROOM_BYTES = 20 * 1024 * 1024;
const HOUR_MS = 60 * 60 * 1000;
// What would be said again if the same file were sent again.
const JUDGED: ReadonlySet<number> = new Set([400, 404, 409, 413, 422]);
const TOO_LARGE = "Filen er for stor: den må højst fylde 10 MB.";
const FAILED = "Der gik noget galt hos os, da filen blev sendt.";

/** Sends what waits for `signed`; to be called when the record has been exchanged. Resolves to the state it ended in. */
export async function sendChosen(signed: Signed): Promise<State> {
  return navigator.locks.request(`files-${signed.person}`, async () => {
    await review(signed);
    const waiting = (await chosenBy(signed.person)).filter(({ reason }) => !reason);
    // Read after the files: an entry that was written in before its file was chosen is among those that wait, or sent.
    const view = await recordOf(signed).rows();
    const ready = waiting.filter(({ entry }) => !view.waiting.has(rowKey("joblog", entry)));
    return ready.length ? send(ready, signed) : "idle";
  });
}

/** The record is erased: what the server had of it goes here too. */
export async function letGo(person: string): Promise<void> {
  await drop(person, (await sentBy(person)).map(([{ id }]) => id));
}

/**
 * What the server had waits again once a backup was put back: it takes each only once. What is in every backup, was taken
 * out of the record, or is more than there is room for is let go of.
 */
async function review(signed: Signed): Promise<void> {
  const sent = await sentBy(signed.person);
  if (!sent.length) return;
  const [{ epoch }, { rows }] = await Promise.all([recordOf(signed).status(), recordOf(signed).rows()]);
  let room = ROOM_BYTES;
  const isDone = ([{ id, content }, { until }]: (typeof sent)[number]): boolean =>
    until <= Date.now() || !rows.get("attachment")?.has(id) || (room -= content.size) < 0;
  const stands = sent.filter(([, as]) => as.epoch === epoch);
  const lost = sent.filter(([, as]) => as.epoch !== epoch);
  await drop(signed.person, stands.filter(isDone).map(([{ id }]) => id));
  await mark(signed.person, lost.map(([{ id }]) => id), null);
}

async function send(files: readonly Chosen[], signed: Signed): Promise<State> {
  const sent: string[] = [];
  const record = recordOf(signed);
  const { epoch } = await record.status();
  let state: State = "idle";
  let hours = 0;
  for (const file of files) {
    const after = await sendOne(file, signed);
    if (typeof after === "number") {
      hours = after;
      sent.push(file.id);
    } else if (after !== "judged") state = after;
    if (after === "offline" || after === "signed-out") break;
  }
  // The page shows it as received from what the server tells of it, and meanwhile as it is kept here. A backup that was
  // put back meanwhile may lack it: it was sent to the server as that was before.
  if (sent.length && (await record.sync()) === "idle") {
    await mark(signed.person, sent, { epoch, until: Date.now() + hours * HOUR_MS });
    await review(signed);
  }
  tellPages();
  return state;
}

/** How many hours it may be missing from a backup, when the server has taken it; otherwise how that went. */
async function sendOne(file: Chosen, signed: Signed): Promise<State | "judged" | number> {
  const { id, entry, role, name, content, faults } = file;
  const body = new FormData();
  for (const [field, text] of Object.entries({ entry, role })) body.set(field, text);
  body.set("file", content, name);
  const init = { method: "PUT", body, headers: { accept: "application/json" }, redirect: "error" } as const;
  const answer = await within(PATIENCE_MS, fetchAs(signed.person, `/bilag/${id}`, init)).catch(() => null);
  if (!answer) return "offline";
  if (answer.ok) return Number(answer.headers.get("x-konkret-backup-hours"));
  if (answer.status === 401 || answer.status === 403) return "signed-out";
  const isGivenUp = answer.status === 500 && faults + 1 >= MOST_FAULTS;
  const reason = JUDGED.has(answer.status) ? await reasonOf(answer) : isGivenUp ? FAILED : "";
  if (reason || answer.status === 500) await put(signed.person, { ...file, reason, faults: faults + 1 });
  return reason ? "judged" : "failing";
}

async function reasonOf(answer: Response): Promise<string> {
  if (answer.status === 413) return TOO_LARGE;
  const told = (await answer.json().catch(() => null)) as { reason?: string } | null;
  return told?.reason || FAILED;
}
