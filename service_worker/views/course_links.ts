/** Ways from «Mere» to the track, placements and decisions. The twin of `backend/views/course_links.py`. */
import type { CitizenRecord } from "../domain/record.ts";
import { localDate } from "../domain/time.ts";
import { current } from "../domain/track.ts";
import { ABOUT, newestFirst } from "./decisions.ts";
import { byOrder } from "./placements.ts";

export interface CourseLink {
  readonly href: string;
  readonly label: string;
  readonly more: string;
  readonly on: string;
}

/** Only to what there is: the track, placements, and every decision, newest first. */
export function courseLinks(record: CitizenRecord): CourseLink[] {
  const track = { href: "/spor", label: "Dit spor", more: current(record.tracks)?.title ?? "", on: "" };
  const placements = byOrder(record)
    .slice(0, 1)
    .map(({ place, starts_on }) => ({ href: "/praktik", label: "Praktik og uddannelse", more: place, on: starts_on }));
  const decisions = newestFirst(record).map(({ id, about, decided_by, decided_at }) => ({
    href: `/vurderinger/${id}`,
    label: ABOUT[about],
    more: decided_by,
    on: localDate(decided_at),
  }));
  return [...(record.tracks.length ? [track] : []), ...placements, ...decisions];
}
