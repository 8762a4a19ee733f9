/** Placements as they are drawn for the citizen. The twin of `backend/views/placements.py`, without the forms. */
import { inOrder } from "../domain/order.ts";
import { isNear, order, type Placement } from "../domain/placement.ts";
import type { CitizenRecord } from "../domain/record.ts";
import type { Shell } from "./shell.ts";

const KINDS = {
  internship: "Praktik i en virksomhed",
  "wage-subsidy": "Job med løntilskud",
  "public-work": "Nytteindsats",
  education: "Uddannelse",
  upskilling: "Opkvalificering",
} as const;
const MEANINGS = {
  internship: "Du prøver et job af, mens du beholder din ydelse.",
  "wage-subsidy": "Du får løn, og arbejdsgiveren får et tilskud til den.",
  "public-work": "Du løser en opgave for det offentlige, mens du beholder din ydelse.",
  education: "Du tager en uddannelse, der fører til job.",
  upskilling: "Du tager et kursus, som der er brug for i det job, du søger.",
} as const;
const LED_TO = { "": "", job: "Et job", "ordinary-hours": "Ordinære timer", experience: "Erfaring, men ikke job endnu" } as const;

export interface PlacementCard
  extends Pick<Placement, "id" | "place" | "goals" | "starts_on" | "ends_on" | "follow_up_on" | "state" | "gave" | "planned_by"> {
  readonly kind: string;
  readonly meaning: string;
  readonly led_to: string;
}

export interface PlacementsPage {
  readonly shell: Shell;
  readonly placements: readonly PlacementCard[];
}

/** Everything planned, running and ended. */
export function placementsPage(shell: Shell, record: CitizenRecord): PlacementsPage {
  return { shell, placements: byOrder(record).map(card) };
}

/** Those that have not ended first, each by the day it begins. */
export function byOrder({ placements }: CitizenRecord): Placement[] {
  return inOrder(placements, order);
}

/** The one for the start page on the date `today`. */
export function nearPlacement(record: CitizenRecord, today: string): PlacementCard | null {
  const near = byOrder(record).find((each) => isNear(each, today));
  return near ? card(near) : null;
}

function card({ version: _, planned_at: __, kind, led_to, ...placement }: Placement): PlacementCard {
  return { ...placement, kind: KINDS[kind], meaning: MEANINGS[kind], led_to: LED_TO[led_to] };
}
