/** The page «Mit forløb». The twin of `backend/views/course.py`. */
import { nextOf } from "../domain/meeting.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { courseTitle } from "./course_title.ts";
import { type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";
import type { Now } from "./status.ts";
import { type StopCard, stopCards } from "./stops.ts";
import { type WishCard, wishCards, wishForm } from "./wishes.ts";

export interface CoursePage {
  readonly shell: Shell;
  readonly title: string;
  readonly programme: string;
  readonly caseworker: string;
  readonly stops: readonly StopCard[];
  readonly wishes: readonly WishCard[];
  readonly wish_form: readonly Field[];
  readonly fresh: string;
  readonly meeting: string;
}

/** `fresh` is the id that a new wish will get. */
export interface CourseAsked extends Now {
  readonly fresh: string;
  readonly faulty?: Faulty | undefined;
}

export function coursePage(shell: Shell, record: CitizenRecord, { now, standing, fresh, faulty }: CourseAsked): CoursePage {
  const { course, meetings } = record;
  const following = nextOf(meetings, now);
  const filled = new Filled(faulty);
  const form = wishForm(filled, following !== undefined);
  return {
    shell: filled.shell(shell, form),
    title: courseTitle(record),
    programme: course?.programme_title ?? "",
    caseworker: course?.caseworker ?? "",
    stops: stopCards(record, { now, standing }),
    wishes: wishCards(record, standing),
    wish_form: form,
    fresh,
    meeting: following?.id ?? "",
  };
}
