/** The joblog: the citizen's own entries. The twins of `backend/commands/joblog.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { NotFound } from "../domain/errors.ts";
import { inPlace } from "./goals.ts";
import { mustBeId } from "../domain/ids.ts";
import { type Application, check, checkCopied, edited, type Entry, entryOf, isPlanned, newEntry, stepped, whole } from "../domain/joblog.ts";
import { follow, type Steps, takeBack } from "../domain/step.ts";
import { localDate } from "../domain/time.ts";

/** `status` is planned or applied; an earlier version of this worker saved mutations without it. */
export type Add = Partial<Application> & { readonly id: string; readonly status?: string };

export interface Edit {
  readonly id: string;
  readonly changed: Readonly<Record<string, string>>;
  readonly based_on: number;
}

/** One step of an entry: what happened, and the date. */
export interface Take {
  readonly id: string;
  readonly status: string;
  readonly on: string;
}

/** Writes an own entry. */
export function add(draft: Draft, { id, status = "applied", ...typed }: Add, madeAt: number): void {
  mustBeId(id);
  if (draft.get("joblog", id)) return;
  const today = localDate(madeAt);
  const planned = isPlanned(status);
  const tidy = check(whole(typed), today, { planned });
  const goal_id = goalIn(draft, tidy.goal);
  draft.put("joblog", newEntry(tidy, { id, job: "", made_at: madeAt, goal_id, plannedOn: planned ? today : "" }));
}

/** Changes some fields; the others stay as they are. */
export function edit(draft: Draft, { id, changed }: Edit, madeAt: number): void {
  const after = edited(found(draft, id), changed, localDate(madeAt));
  draft.put("joblog", "goal" in changed ? { ...after, goal_id: goalIn(draft, after.goal) } : after);
}

/** Takes the next step. */
export function step(draft: Draft, { id, status, on }: Take, madeAt: number): void {
  const before = found(draft, id);
  take(draft, before, follow(before.steps, status, on, localDate(madeAt)));
}

/** Takes the last step back. */
export function unstep(draft: Draft, { id, status, on }: Take): void {
  const before = found(draft, id);
  take(draft, before, takeBack(before.steps, status, on));
}

/** Puts an entry out of sight, or back. */
export function archive(draft: Draft, { id, archived }: { id: string; archived: boolean }, madeAt: number): void {
  const before = found(draft, id);
  if (before.archived_at > 0 !== archived) draft.put("joblog", { ...before, archived_at: archived ? madeAt : 0 });
}

/** Notes that an entry was copied to Jobnet, or not after all. */
export function copied(draft: Draft, { id, on }: { id: string; on: string }, madeAt: number): void {
  const before = found(draft, id);
  const day = checkCopied(on, localDate(madeAt));
  if (before.on_jobnet !== day) draft.put("joblog", { ...before, on_jobnet: day });
}

/** Deletes an entry; one that is gone already is left at that. */
export function remove(draft: Draft, { id }: { id: string }): void {
  const entry = draft.get("joblog", id);
  if (!entry) return;
  draft.delete("joblog", id);
  for (const file of draft.all("attachment")) if (file["entry"] === id) draft.delete("attachment", file.id);
  // The job it answered is to be applied for again: that change, too, is only on this phone.
  const job = draft.get("job", entryOf(entry).job);
  if (job) draft.put("job", job);
}

function found(draft: Draft, id: string): Entry {
  const entry = draft.get("joblog", id);
  if (!entry) throw new NotFound();
  return entryOf(entry);
}

function goalIn(draft: Draft, letter: string): string {
  return inPlace(draft, letter)?.id ?? "";
}

function take(draft: Draft, before: Entry, steps: Steps): void {
  if (steps !== before.steps) draft.put("joblog", stepped(before, steps));
}
