/** The page «Mit forløb». The twin of `backend/views/course.py`. */
import { isAhead, nextOf } from "../domain/meeting.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { local } from "../domain/time.ts";
import { askedToMove } from "../domain/wish.ts";
import { courseTitle } from "./course_title.ts";
import { type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";
import type { Now } from "./status.ts";
import { type StopCard, stopCards } from "./stops.ts";
import { type WishCard, moveForm, wishCards, wishForm } from "./wishes.ts";

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
  readonly cannot: string;
  readonly waiting: WishCard | null;
  readonly instead_of: string;
}

/** `fresh` is the id that a new wish will get, `moving` the meeting it is to move. */
export interface CourseAsked extends Now {
  readonly fresh: string;
  readonly moving?: string | undefined;
  readonly faulty?: Faulty | undefined;
}

export function coursePage(shell: Shell, record: CitizenRecord, { now, standing, fresh, moving, faulty }: CourseAsked): CoursePage {
  const { course, meetings } = record;
  const following = nextOf(meetings, now);
  const about = meetings.find((each) => each.id === moving && isAhead(each, now));
  const asked = about && !faulty ? askedToMove(record.wishes, about.id)[0]?.id : undefined;
  const cannot = asked ? undefined : about;
  const filled = new Filled(faulty);
  const form = cannot ? moveForm(filled) : wishForm(filled, following !== undefined);
  const wishes = wishCards(record, standing);
  return {
    shell: filled.shell(shell, form),
    title: courseTitle(record),
    programme: course?.programme_title ?? "",
    caseworker: course?.caseworker ?? "",
    stops: stopCards(record, { now, standing }),
    wishes: wishes.filter(({ id }) => id !== asked),
    wish_form: form,
    fresh,
    meeting: (cannot ?? following)?.id ?? "",
    cannot: cannot ? local(cannot.starts_at) : "",
    waiting: wishes.find(({ id }) => id === asked) ?? null,
    instead_of: about && asked ? local(about.starts_at) : "",
  };
}
