/** A citizen's whole record, as pages are drawn from it. The twin of `backend/domain/record.py`. */
import type { Row, Rows } from "../../sync/client/index.ts";
import type { Agreement } from "./agreement.ts";
import type { Assignment } from "./assignment.ts";
import type { Attachment } from "./attachment.ts";
import type { Cv } from "./cv.ts";
import type { Decision } from "./decision.ts";
import type { Goal } from "./goal.ts";
import type { Job } from "./job.ts";
import { type Entry, entryOf } from "./joblog.ts";
import type { Meeting } from "./meeting.ts";
import type { Placement } from "./placement.ts";
import type { Requirement } from "./requirement.ts";
import type { Stop } from "./timeline.ts";
import type { Followed } from "./track.ts";
import type { Wish } from "./wish.ts";

export type Course = {
  readonly id: string;
  readonly version: number;
  readonly programme: string;
  readonly programme_version: string;
  readonly programme_title: string;
  readonly contact_rule: string;
  readonly age_group: "" | "under-30" | "30-50" | "over-50";
  readonly started_on: string;
  readonly line: readonly Stop[];
  readonly meetings_planned: number;
  readonly caseworker: string;
  readonly organisation: string;
  readonly akasse: string;
};

/** All rows of one record, in no particular order. */
export interface CitizenRecord {
  readonly course: Course | undefined;
  readonly meetings: readonly Meeting[];
  readonly jobs: readonly Job[];
  readonly assignments: readonly Assignment[];
  readonly entries: readonly Entry[];
  readonly attachments: readonly Attachment[];
  readonly agreements: readonly Agreement[];
  readonly wishes: readonly Wish[];
  readonly decisions: readonly Decision[];
  readonly placements: readonly Placement[];
  readonly tracks: readonly Followed[];
  readonly requirements: readonly Requirement[];
  readonly goals: readonly Goal[];
  readonly cv: Cv | undefined;
}

/** The record that `rows` hold, as they came over the wire. */
export function recordFrom(rows: Rows): CitizenRecord {
  const all = <T>(kind: string): T[] => [...(rows.get(kind)?.values() ?? [])] as T[];
  return {
    course: all<Course>("course")[0],
    meetings: all("meeting"),
    jobs: all("job"),
    assignments: all("assignment"),
    entries: all<Row>("joblog").map(entryOf),
    attachments: all("attachment"),
    agreements: all("agreement"),
    wishes: all("wish"),
    decisions: all("decision"),
    placements: all("placement"),
    tracks: all("track"),
    requirements: all("requirement"),
    goals: all("goal"),
    cv: all<Cv>("cv")[0],
  };
}
