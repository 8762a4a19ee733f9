/** A placement: a time in a company, an education or a course. The twin of `backend/domain/placement.py`. */
import { LAST, plus } from "./dates.ts";
import type { Key } from "./order.ts";

export type Placement = {
  readonly id: string;
  readonly version: number;
  readonly kind: "internship" | "wage-subsidy" | "public-work" | "education" | "upskilling";
  readonly place: string;
  readonly goals: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly follow_up_on: string;
  readonly state: "planned" | "started" | "ended";
  readonly gave: string;
  readonly led_to: "" | "job" | "ordinary-hours" | "experience";
  readonly planned_by: string;
  readonly planned_at: number;
};

const SOON_DAYS = 14;

/** Whether it is on somebody's mind: it runs, or it is planned to begin within two weeks. */
export function isNear({ state, starts_on }: Placement, today: string): boolean {
  return state === "planned" ? starts_on !== "" && starts_on <= plus(today, SOON_DAYS) : state === "started";
}

/** Sorts placements: those that have not ended first, each by the day it begins. */
export function order({ state, starts_on, planned_at, id }: Placement): Key {
  return [Number(state === "ended"), starts_on || LAST, planned_at, id];
}
