/** A placement: a time in a company, an education or a course. The twin of `backend/domain/placement.py`. */

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
