/** A meeting as it is drawn. The twin of `backend/views/meetings.py`. */
import { rowKey } from "../../sync/client/index.ts";
import type { Meeting } from "../domain/meeting.ts";
import { local } from "../domain/time.ts";
import { type Standing, type Status, statusOf } from "./status.ts";

const MODES = { "in-person": "Fremmøde", phone: "Telefonmøde", video: "Videomøde" };

export interface MeetingCard
  extends Pick<Meeting, "id" | "title" | "plain" | "minutes" | "mode" | "link" | "held_by" | "together_with" | "prepare"> {
  readonly starts: string;
  readonly moved: string;
  readonly where: string;
  readonly ready: boolean;
  readonly status: Status;
}

export function meetingCard(meeting: Meeting, standing: Standing): MeetingCard {
  const { id, title, plain, starts_at, minutes, mode, link, held_by, together_with, why, prepare } = meeting;
  const ready = { ready: meeting.ready_at > 0, status: statusOf([rowKey("meeting", id)], meeting.received_at, standing) };
  const when = { starts: local(starts_at), minutes, mode, where: where(meeting), link };
  return { id, title, plain, ...when, held_by, together_with, moved: why, prepare, ...ready };
}

function where({ mode, place }: Meeting): string {
  const way = MODES[mode];
  if (!place) return way;
  return mode === "in-person" ? place : `${way}, ${place}`;
}
