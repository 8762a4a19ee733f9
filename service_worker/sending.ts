/** Sends the files that wait on this phone, each until the server has it or says why not. */
import { rowKey, type State } from "../sync/client/index.ts";
import { within } from "../sync/client/within.ts";
import { chosenBy, drop, put } from "./chosen.ts";
import type { Chosen } from "./domain/attachment.ts";
import type { Signed } from "./kept.ts";
import { fetchAs, recordOf } from "./session.ts";
import { tellPages } from "./windows.ts";

// Ten megabytes take as long on a bad line.
const PATIENCE_MS = 240_000;
const MOST_FAULTS = 3;
// What would be said again if the same file were sent again.
const JUDGED: ReadonlySet<number> = new Set([400, 404, 409, 413, 422]);
const TOO_LARGE = "Filen er for stor: den må højst fylde 10 MB.";
const FAILED = "Der gik noget galt hos os, da filen blev sendt.";

/** Sends what waits for `signed`; to be called when the record has been exchanged. Resolves to the state it ended in. */
export async function sendChosen(signed: Signed): Promise<State> {
  return navigator.locks.request(`files-${signed.person}`, async () => {
    const waiting = (await chosenBy(signed.person)).filter(({ reason }) => !reason);
    // Read after the files: an entry that was written in before its file was chosen is among those that wait, or sent.
    const view = await recordOf(signed).rows();
    const ready = waiting.filter(({ entry }) => !view.waiting.has(rowKey("joblog", entry)));
    return ready.length ? send(ready, signed) : "idle";
  });
}

async function send(files: readonly Chosen[], signed: Signed): Promise<State> {
  const sent: string[] = [];
  let state: State = "idle";
  for (const file of files) {
    const after = await sendOne(file, signed);
    if (after === "sent") sent.push(file.id);
    else if (after !== "judged") state = after;
    if (after === "offline" || after === "signed-out") break;
  }
  // The page shows it as received from what the server tells of it, and meanwhile as it is kept here.
  if (sent.length && (await recordOf(signed).sync()) === "idle") await drop(signed.person, sent);
  tellPages();
  return state;
}

async function sendOne(file: Chosen, signed: Signed): Promise<State | "sent" | "judged"> {
  const { id, entry, role, name, content, faults } = file;
  const body = new FormData();
  for (const [field, text] of Object.entries({ entry, role })) body.set(field, text);
  body.set("file", content, name);
  const init = { method: "PUT", body, headers: { accept: "application/json" }, redirect: "error" } as const;
  const answer = await within(PATIENCE_MS, fetchAs(signed.person, `/bilag/${id}`, init)).catch(() => null);
  if (!answer) return "offline";
  if (answer.ok) return "sent";
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
