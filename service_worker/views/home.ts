/** The start page. The twin of `backend/views/home.py`. */
import { inWeekOf } from "../domain/joblog.ts";
import { nextOf } from "../domain/meeting.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { localDate } from "../domain/time.ts";
import { type AgreementCard, agreementCards } from "./agreements.ts";
import { type AssignmentCard, type AssignmentProgress, assignmentProgress, openAssignments } from "./assignments.ts";
import { courseTitle } from "./course_title.ts";
import { type JobProgress, jobProgress } from "./jobs.ts";
import { type MeetingCard, meetingCard } from "./meetings.ts";
import { nearPlacement, type PlacementCard } from "./placements.ts";
import { type Bar, barOf, countOf } from "./requirement_bar.ts";
import type { Shell } from "./shell.ts";
import type { Now } from "./status.ts";

const MOST_ASSIGNMENTS = 3;

export interface HomePage {
  readonly shell: Shell;
  readonly meeting: MeetingCard | null;
  readonly jobs: JobProgress;
  readonly homework: AssignmentProgress;
  readonly assignments: readonly AssignmentCard[];
  readonly agreements: readonly AgreementCard[];
  readonly this_week: number;
  readonly bar: Bar | null;
  readonly course_title: string;
  readonly caseworker: string;
  readonly placement: PlacementCard | null;
}

/** The start page at the instant `now`. */
export function homePage(shell: Shell, record: CitizenRecord, { now, standing }: Now): HomePage {
  const today = localDate(now);
  const meeting = nextOf(record.meetings, now);
  return {
    shell,
    meeting: meeting ? meetingCard(meeting, record.wishes, standing) : null,
    jobs: jobProgress(record, today),
    homework: assignmentProgress(record, today),
    assignments: openAssignments(record, standing, MOST_ASSIGNMENTS),
    agreements: agreementCards(record, standing).filter(({ done }) => !done),
    this_week: inWeekOf(today, record.entries),
    bar: barOf(countOf(record, today)),
    course_title: courseTitle(record),
    caseworker: record.course?.caseworker ?? "",
    placement: nearPlacement(record, today),
  };
}
