/** A meeting as it is drawn. The twin of `backend/views/meetings.py`. */
import { rowKey } from "../../sync/client/index.ts";
import type { Meeting } from "../domain/meeting.ts";
import { local } from "../domain/time.ts";
import { askedToMove, type Wish } from "../domain/wish.ts";
import { type Standing, type Status, statusOf } from "./status.ts";

const MODES = { "in-person": "Fremmøde", phone: "Telefonmøde", video: "Videomøde" };

export interface MeetingCard
  extends Pick<Meeting, "id" | "title" | "plain" | "minutes" | "mode" | "link" | "held_by" | "together_with" | "prepare"> {
  readonly starts: string;
  readonly moved: string;
  readonly where: string;
  readonly ready: boolean;
  readonly status: Status;
  readonly booked_at: number;
  readonly comes: boolean;
  readonly wish: string;
  readonly wish_day: string;
  readonly answer: Status;
}

export function meetingCard(meeting: Meeting, wishes: readonly Wish[], standing: Standing): MeetingCard {
  const { id, title, plain, starts_at, minutes, mode, link, held_by, together_with, why, prepare, booked_at, ready_at, received_at, comes_at = 0 } = meeting;
  // Two things are said of one row: that it waits is told of what has been said, what was refused of what it was about.
  const status = (name: string, saidAt: number, receivedAt: number) =>
    statusOf([rowKey(name, id), ...(saidAt ? [rowKey("meeting", id)] : [])], receivedAt, standing);
  const ready = { ready: ready_at > 0, status: status("meeting.ready", ready_at, received_at) };
  const [asked] = askedToMove(wishes, id);
  const answer = asked
    ? { comes: false, wish: asked.id, wish_day: asked.day, answer: statusOf([rowKey("wish", asked.id)], asked.received_at, standing) }
    : { comes: comes_at > 0, wish: "", wish_day: "", answer: status("meeting.come", comes_at, comes_at) };
  const when = { starts: local(starts_at), minutes, mode, where: where(meeting), link };
  return { id, title, plain, ...when, held_by, together_with, moved: why, prepare, ...ready, booked_at, ...answer };
}

function where({ mode, place }: Meeting): string {
  const way = MODES[mode];
  if (!place) return way;
  return mode === "in-person" ? place : `${way}, ${place}`;
}
