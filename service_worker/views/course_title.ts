/** The course in a line. The twin of `backend/views/course_title.py`. */
import type { CitizenRecord } from "../domain/record.ts";

/** Where the course stands: «Forløb A · 2. samtale af 6»; "" before there is one. */
export function courseTitle({ course, meetings }: CitizenRecord): string {
  if (!course) return "";
  const { programme, meetings_planned: planned } = course;
  const held = meetings.filter(({ state, step }) => state === "held" && step.startsWith(`${programme}.`)).length;
  const stands = held < planned ? `${held + 1}. samtale af ${planned}` : `alle ${planned} samtaler er holdt`;
  return `Forløb ${programme} · ${stands}`;
}
