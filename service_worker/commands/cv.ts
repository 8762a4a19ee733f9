/** The CV point: the citizen's own word. The twins of `backend/commands/cv.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { annotated, checked, type Cv, unseen } from "../domain/cv.ts";
import { mustBeId } from "../domain/ids.ts";
import { localDate } from "../domain/time.ts";

/** Keeps the date on which a part of the CV was in order. */
export function check(draft: Draft, { id, part, on }: { id: string; part: string; on: string }, madeAt: number): void {
  draft.put("cv", checked(before(draft, id), part, on, localDate(madeAt)));
}

/** Keeps a note about the CV, and its address. */
export function annotate(draft: Draft, { id, note, link }: { id: string; note: string; link: string }): void {
  draft.put("cv", annotated(before(draft, id), note, link));
}

/** The citizen's one, whichever phone made it first. */
function before(draft: Draft, fresh: string): Cv {
  mustBeId(fresh);
  return (draft.all("cv")[0] as Cv | undefined) ?? unseen(fresh);
}
