/** The line of a course as it is drawn. The twin of `backend/views/stops.py`. */
import type { Agreement } from "../domain/agreement.ts";
import { daysBetween, plus } from "../domain/dates.ts";
import { type Meeting, nextOf } from "../domain/meeting.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord, Course } from "../domain/record.ts";
import { local, localDate } from "../domain/time.ts";
import type { Stop } from "../domain/timeline.ts";
import { partyName } from "./agreements.ts";
import { type MeetingCard, meetingCard } from "./meetings.ts";
import type { Now } from "./status.ts";

export interface Agreed extends Pick<Agreement, "what" | "by"> {
  readonly who: string;
  readonly done: boolean;
}

export interface StopCard extends Pick<Meeting, "id" | "title" | "plain" | "why" | "summary" | "prepare" | "after"> {
  readonly state: Exclude<Meeting["state"], "booked"> | "unsettled" | "next" | "booked" | "coming";
  readonly starts: string;
  readonly about: string;
  readonly who: string;
  readonly together: string;
  readonly maybe: boolean;
  readonly meeting: MeetingCard | null;
  readonly agreed: readonly Agreed[];
  readonly jobs: number;
  readonly homework: number;
}

const NOTHING = { prepare: [], after: "", meeting: null, agreed: [], jobs: 0, homework: 0 };

/** Every meeting there was or is to be, in the order of time. */
export function stopCards(record: CitizenRecord, { now, standing }: Now): StopCard[] {
  const following = nextOf(record.meetings, now);
  const meetings = inOrder(record.meetings, ({ starts_at, id }) => [starts_at, id]);
  const taken = new Set(meetings.flatMap(({ state, step }) => (state === "held" || state === "booked" ? [step] : [])));
  const { course } = record;
  const left = course?.line.filter(({ ref }) => !taken.has(ref)) ?? [];
  const given = whatWasGiven(record);
  return [
    ...meetings.map((each): StopCard => {
      const state = stateOf(each, following, now);
      const only = state === "next" ? openOf(each, record.wishes, standing) : state === "held" ? given(each) : {};
      return { ...NOTHING, ...basis(each), state, ...only };
    }),
    ...left.map((each, at) => coming(each, course!, { today: localDate(now), isNext: !following && at === 0 })),
  ];
}

function basis({ id, title, plain, starts_at, held_by, together_with, why, summary, state, closed_by = "" }: Meeting) {
  const when = { starts: local(starts_at), about: "" };
  return { id, title, plain, ...when, who: state === "cancelled" ? closed_by : held_by, together: together_with, maybe: false, why, summary };
}

function openOf(meeting: Meeting, wishes: CitizenRecord["wishes"], standing: Now["standing"]): Partial<StopCard> {
  const { prepare, after } = meeting;
  return { prepare, after, meeting: meetingCard(meeting, wishes, standing) };
}

/** What a meeting has given: the jobs and the homework of each day are counted once. */
function whatWasGiven({ jobs, assignments, agreements, course }: CitizenRecord): (meeting: Meeting) => Partial<StopCard> {
  const jobsOn = byDay(jobs.flatMap(({ state, handed_out_at }) => (state === "withdrawn" ? [] : [handed_out_at])));
  const homeworkOn = byDay(assignments.map(({ given_at }) => given_at));
  return ({ id, starts_at }) => {
    const day = localDate(starts_at);
    const made = inOrder(agreements.filter(({ meeting }) => meeting === id), ({ made_at, id }) => [made_at, id]);
    return { agreed: made.map((each) => line(each, course)), jobs: jobsOn.get(day) ?? 0, homework: homeworkOn.get(day) ?? 0 };
  };
}

function byDay(instants: readonly number[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const day of instants.map(localDate)) counted.set(day, (counted.get(day) ?? 0) + 1);
  return counted;
}

function stateOf(meeting: Meeting, following: Meeting | undefined, now: number): StopCard["state"] {
  if (meeting.state !== "booked") return meeting.state;
  if (meeting === following) return "next";
  return meeting.starts_at > now ? "booked" : "unsettled";
}

function line({ who, what, by, done_at }: Agreement, course: Course | undefined): Agreed {
  return { who: partyName(who, course), what, by, done: done_at > 0 };
}

function coming(stop: Stop, course: Course, { today, isNext }: { today: string; isNext: boolean }): StopCard {
  const { ref, title, plain, prepare, after, held_by, joint } = stop;
  // Who has no a-kasse meets none.
  const together = joint === "never" ? "" : held_by === "a-kasse" ? course.organisation : course.akasse;
  return {
    ...NOTHING,
    id: ref,
    state: isNext ? "next" : "coming",
    title,
    plain,
    starts: "",
    about: aboutOf(stop, today),
    who: authority(held_by, course),
    together,
    maybe: together !== "" && joint === "possibly",
    why: "",
    summary: "",
    ...(isNext && { prepare, after }),
  };
}

/** The middle of what is left of its window, "" when nothing is. */
function aboutOf({ opens_on, closes_on }: Stop, today: string): string {
  const first = opens_on > today ? opens_on : today;
  return closes_on >= today ? plus(first, Math.floor(daysBetween(first, closes_on) / 2)) : "";
}

function authority(party: "jobcentre" | "a-kasse", course: Course): string {
  return party === "jobcentre" ? course.organisation || "Jobcentret" : course.akasse || "A-kassen";
}
