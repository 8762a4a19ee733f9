/** Meetings: the citizen says who is prepared, and comes. The twins of `ready` and `come` in `backend/commands/meetings.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { DomainError, NotFound } from "../domain/errors.ts";
import type { Meeting } from "../domain/meeting.ts";
import { askedToMove, type Wish } from "../domain/wish.ts";

/** Says that one is prepared, or not after all. */
export function ready(draft: Draft, { meeting: id, ready: isReady }: { meeting: string; ready: boolean }, madeAt: number): void {
  const before = draft.get("meeting", id) as Meeting | undefined;
  if (!before) throw new NotFound();
  if (before.ready_at > 0 !== isReady) draft.put("meeting", { ...before, ready_at: isReady ? madeAt : 0 });
}

/** A meeting as it stood since `booked_at`, and whether one comes to it. */
type Come = { readonly meeting: string; readonly booked_at: number; readonly comes: boolean };

/** Says that one comes, or not after all; a yes takes back what asked for another day. */
export function come(draft: Draft, { meeting: id, booked_at, comes }: Come, madeAt: number): void {
  const before = draft.get("meeting", id) as Meeting | undefined;
  if (!before) throw new NotFound();
  if (before.booked_at !== booked_at) throw new DomainError("moved", "Mødet er flyttet. Se den nye tid, og svar igen.");
  if (!!before.comes_at !== comes) draft.put("meeting", { ...before, comes_at: comes ? madeAt : 0 });
  // Who comes on this day asks for no other.
  if (comes) for (const wish of askedToMove(draft.all("wish") as readonly Wish[], id)) draft.delete("wish", wish.id);
}
