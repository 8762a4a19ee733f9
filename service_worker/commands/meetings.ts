/** Meetings: prepared for by the citizen. The twin of `ready` in `backend/commands/meetings.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { NotFound } from "../domain/errors.ts";
import type { Meeting } from "../domain/meeting.ts";

/** Says that one is prepared, or not after all. */
export function ready(draft: Draft, { meeting: id, ready: isReady }: { meeting: string; ready: boolean }, madeAt: number): void {
  const before = draft.get("meeting", id) as Meeting | undefined;
  if (!before) throw new NotFound();
  if (before.ready_at > 0 !== isReady) draft.put("meeting", { ...before, ready_at: isReady ? madeAt : 0 });
}
