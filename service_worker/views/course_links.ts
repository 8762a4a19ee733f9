/** Ways from «Mere» to the plan, goals, the requirement, the track, placements and decisions. The twin of `backend/views/course_links.py`. */
import { LETTERS, standing } from "../domain/goal.ts";
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

/** The plan and the goals; then only what there is: the requirement, the track, placements, and every decision, newest first. */
export function courseLinks(record: CitizenRecord): CourseLink[] {
  const [goal] = LETTERS.flatMap((letter) => standing(record.goals, letter) ?? []);
  const plan = [
    { href: "/plan", label: "Min Plan", more: "", on: "" },
    { href: "/maal", label: "Dine jobmål", more: goal ? `${goal.letter}: ${goal.occupation}` : "", on: "" },
  ];
  const requirement = { href: "/krav", label: "Krav til jobsøgning", more: "", on: "" };
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
  const requirements = record.requirements.length ? [requirement] : [];
  return [...plan, ...requirements, ...(record.tracks.length ? [track] : []), ...placements, ...decisions];
}
