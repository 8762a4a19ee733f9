/** A meeting between a citizen and those who follow the course. The twin of `backend/domain/meeting.py`. */
import { inOrder } from "./order.ts";

const MINUTE = 60_000;

export type Meeting = {
  readonly id: string;
  readonly version: number;
  readonly step: string;
  readonly title: string;
  readonly plain: string;
  readonly prepare: readonly string[];
  readonly after: string;
  readonly together_with: string;
  readonly starts_at: number;
  readonly minutes: number;
  readonly mode: "in-person" | "phone" | "video";
  readonly place: string;
  readonly link: string;
  readonly held_by: string;
  readonly state: "booked" | "held" | "cancelled" | "missed";
  readonly booked_at: number;
  readonly ready_at: number;
  /** Missing from a row that was fetched before there was such a thing. */
  readonly comes_at?: number;
  readonly summary: string;
  readonly gone_through: readonly string[];
  readonly left_out: readonly { readonly ref: string; readonly why: string }[];
  readonly why: string;
  readonly moved_from: number;
  readonly closed_by: string;
  readonly closed_at: number;
  readonly received_at: number;
};

/** The meeting to get ready for: the earliest booked one that is not over at the instant `now`. */
export function nextOf(meetings: readonly Meeting[], now: number): Meeting | undefined {
  const ahead = meetings.filter((each) => isAhead(each, now));
  return inOrder(ahead, ({ starts_at, id }) => [starts_at, id])[0];
}

/** Whether it is booked and not over. */
export function isAhead({ state, starts_at, minutes }: Meeting, now: number): boolean {
  return state === "booked" && starts_at + minutes * MINUTE > now;
}
