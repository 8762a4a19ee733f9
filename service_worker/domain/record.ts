/** A citizen's whole record, as pages are drawn from it. The twin of `backend/domain/record.py`. */
import type { Rows } from "../../sync/client/index.ts";
import type { Assignment } from "./assignment.ts";
import type { Job } from "./job.ts";
import type { Entry } from "./joblog.ts";
import type { Meeting } from "./meeting.ts";

export type Course = {
  readonly id: string;
  readonly version: number;
  readonly programme: string;
  readonly programme_title: string;
  readonly started_on: string;
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
}

/** The record that `rows` hold, as they came over the wire. */
export function recordFrom(rows: Rows): CitizenRecord {
  const all = <T>(kind: string): T[] => [...(rows.get(kind)?.values() ?? [])] as T[];
  return {
    course: all<Course>("course")[0],
    meetings: all("meeting"),
    jobs: all("job"),
    assignments: all("assignment"),
    entries: all("joblog"),
  };
}
