/** Wishes: made and taken back by the citizen. The twins of `backend/commands/wishes.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { NotFound } from "../domain/errors.ts";
import { mustBeId } from "../domain/ids.ts";
import type { Meeting } from "../domain/meeting.ts";
import { localDate } from "../domain/time.ts";
import { check, mustBeUnanswered, type Wish, type Wished } from "../domain/wish.ts";

export type Make = Wished & { readonly id: string; readonly meeting: string };

/** Keeps a wish. */
export function make(draft: Draft, { id, meeting: of, ...typed }: Make, madeAt: number): void {
  mustBeId(id);
  if (draft.get("wish", id)) return;
  const meeting = draft.get("meeting", of) as Meeting | undefined;
  if (of && !meeting) throw new NotFound();
  const tidy = check(typed, { today: localDate(madeAt), movable: meeting?.state === "booked" });
  const unanswered = { answer: "", answer_text: "", answered_by: "", answered_at: 0 };
  draft.put("wish", { id, version: 0, ...tidy, meeting: of, made_at: madeAt, received_at: 0, ...unanswered });
  // Who asks for another day does not come on this one.
  if (meeting?.comes_at && tidy.kind === "move") draft.put("meeting", { ...meeting, comes_at: 0 });
}

/** Takes a wish back; one that is gone already is left at that. */
export function withdraw(draft: Draft, { id }: { id: string }): void {
  const wish = draft.get("wish", id) as Wish | undefined;
  if (!wish) return;
  mustBeUnanswered(wish);
  draft.delete("wish", id);
}
