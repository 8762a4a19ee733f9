/** «Min Plan» as it is drawn for the citizen. The twin of `backend/views/plan.py`. */
import { nextOf } from "../domain/meeting.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { local, localDate } from "../domain/time.ts";
import { type AgreedCard, agreedCards } from "./agreed.ts";
import { type AgreementCard, agreementCards } from "./agreements.ts";
import { courseTitle } from "./course_title.ts";
import { type CvCard, cvCard, cvForm } from "./cv.ts";
import { type Faulty, type Field, Filled } from "./form.ts";
import { earlierGoals, type GoalCard, standingGoals } from "./goals.ts";
import { type Bar, barOf, countOf } from "./requirement_bar.ts";
import type { Shell } from "./shell.ts";
import type { Now } from "./status.ts";
import { type StopCard, stopCards } from "./stops.ts";
import { type WishCard, wishCards } from "./wishes.ts";

export interface Plan {
  readonly title: string;
  readonly programme: string;
  readonly caseworker: string;
  readonly organisation: string;
  readonly akasse: string;
  readonly next: string;
  readonly agreements: readonly AgreementCard[];
  readonly wishes: readonly WishCard[];
  readonly goals: readonly GoalCard[];
  readonly earlier: readonly GoalCard[];
  readonly asked: AgreedCard | null;
  readonly bar: Bar | null;
  readonly stops: readonly Pick<StopCard, "title" | "state" | "starts" | "about">[];
  readonly cv: CvCard;
}

export interface PlanPage {
  readonly shell: Shell;
  readonly name: string;
  readonly plan: Plan;
  readonly cv_form: readonly Field[];
  readonly fresh: string;
  readonly is_open: boolean;
}

/** The person's name; `fresh` is the id of the CV point when there is none yet. */
export interface PlanAsked extends Now {
  readonly name: string;
  readonly fresh: string;
  readonly faulty?: Faulty | undefined;
}

export function planPage(shell: Shell, record: CitizenRecord, { name, fresh, faulty, ...told }: PlanAsked): PlanPage {
  const filled = new Filled(faulty);
  const plan = planOf(record, told);
  const form = cvForm(filled, plan.cv);
  const isOpen = form.some(({ error }) => error !== "");
  return { shell: filled.shell(shell, form), name, plan, cv_form: form, fresh: record.cv?.id ?? fresh, is_open: isOpen };
}

function planOf(record: CitizenRecord, { now, standing }: Now): Plan {
  const { course, meetings, cv } = record;
  const following = nextOf(meetings, now);
  const counted = countOf(record, localDate(now));
  return {
    title: courseTitle(record),
    programme: course?.programme_title ?? "",
    caseworker: course?.caseworker ?? "",
    organisation: course?.organisation ?? "",
    akasse: course?.akasse ?? "",
    next: following ? local(following.starts_at) : "",
    agreements: agreementCards(record, standing),
    wishes: wishCards(record, standing),
    goals: standingGoals(record, standing),
    earlier: earlierGoals(record, standing),
    asked: agreedCards(record.requirements).find(({ id }) => id === counted.holds?.id) ?? null,
    bar: barOf(counted),
    stops: stopCards(record, { now, standing }).map(({ plain, title, state, starts, about }) => ({ title: plain || title, state, starts, about })),
    cv: cvCard(cv, standing),
  };
}
