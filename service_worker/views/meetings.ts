/** A meeting as it is drawn. The twin of `backend/views/meetings.py`. */
import type { Meeting } from "../domain/meeting.ts";
import { local } from "../domain/time.ts";

const MODES = { "in-person": "Fremmøde", phone: "Telefonmøde", video: "Videomøde" };

export interface MeetingCard
  extends Pick<Meeting, "id" | "title" | "plain" | "minutes" | "mode" | "link" | "held_by" | "prepare"> {
  readonly starts: string;
  readonly where: string;
}

export function meetingCard(meeting: Meeting): MeetingCard {
  const { id, title, plain, starts_at, minutes, mode, link, held_by, prepare } = meeting;
  return { id, title, plain, starts: local(starts_at), minutes, mode, where: where(meeting), link, held_by, prepare };
}

function where({ mode, place }: Meeting): string {
  const way = MODES[mode];
  if (!place) return way;
  return mode === "in-person" ? place : `${way}, ${place}`;
}
