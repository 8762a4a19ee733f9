/** How much is open: what the start page says is still to be done, as one number. */
import { nextOf } from "./meeting.ts";
import type { CitizenRecord } from "./record.ts";

/**
 * Jobs still to be applied for, homework not done, and whether one comes to the next meeting: asked, and neither said
 * nor answered by asking for another day.
 */
export function openCount({ jobs, entries, assignments, meetings, wishes }: CitizenRecord, now: number): number {
  const applied = new Set(entries.map(({ job }) => job));
  const left = jobs.filter(({ id, state }) => state === "open" && !applied.has(id));
  const homework = assignments.filter(({ done_at }) => !done_at);
  const next = nextOf(meetings, now);
  const isMoving = wishes.some(({ kind, meeting, answer }) => kind === "move" && meeting === next?.id && !answer);
  return left.length + homework.length + Number(!!next && !next.comes_at && !isMoving);
}
