/** Homework: done and commented by the citizen. The twins of `backend/commands/assignments.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { type Assignment, checkNote } from "../domain/assignment.ts";
import { NotFound } from "../domain/errors.ts";

/** Marks an assignment done or not done. */
export function complete(draft: Draft, { assignment: id, done }: { assignment: string; done: boolean }, madeAt: number): void {
  const before = found(draft, id);
  if (before.done_at > 0 !== done) draft.put("assignment", { ...before, done_at: done ? madeAt : 0 });
}

/** Writes the note to the caseworker. */
export function annotate(draft: Draft, { assignment: id, note }: { assignment: string; note: string }): void {
  draft.put("assignment", { ...found(draft, id), note: checkNote(note) });
}

function found(draft: Draft, id: string): Assignment {
  const assignment = draft.get("assignment", id) as Assignment | undefined;
  if (!assignment) throw new NotFound();
  return assignment;
}
