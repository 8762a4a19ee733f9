/** The page «Mere». The twin of `backend/views/more.py`. */
import type { CitizenRecord } from "../domain/record.ts";
import { type CourseLink, courseLinks } from "./course_links.ts";
import type { Shell } from "./shell.ts";

export interface MorePage {
  readonly shell: Shell;
  readonly name: string;
  readonly caseworker: string;
  readonly organisation: string;
  readonly akasse: string;
  readonly links: readonly CourseLink[];
  readonly vapid_key: string;
}

export function morePage(shell: Shell, record: CitizenRecord, { name, vapidKey }: { name: string; vapidKey: string }): MorePage {
  const { course } = record;
  return {
    shell,
    name,
    caseworker: course?.caseworker ?? "",
    organisation: course?.organisation ?? "",
    akasse: course?.akasse ?? "",
    links: courseLinks(record),
    vapid_key: vapidKey,
  };
}
