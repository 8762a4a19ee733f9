/** «Lær af din søgning» as it is drawn. The twin of `backend/views/learning.py`. */
import { daysBetween, isoWeek } from "../domain/dates.ts";
import { type Lesson, lesson, type Rejections, type Stretch } from "../domain/learning.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { localDate } from "../domain/time.ts";
import { channelLabel } from "./application.ts";
import { countOf } from "./requirement_bar.ts";
import type { Shell } from "./shell.ts";
import type { Now } from "./status.ts";

const STEP = 36;
const TALL = 80;
const FLOOR = 96;
const REACHED = ["Søgt", "Til samtale eller længere", "Tilbud eller job", "Fik jobbet"];
const WAITED = ["Inden en uge", "Inden to uger", "Inden 30 dage", "Senere", "Intet svar endnu"];

export interface Column extends Stretch {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly mark: number;
}

export interface Line {
  readonly label: string;
  readonly count: number;
  readonly all: number;
  readonly length: number;
}

export interface Question {
  readonly fact: string;
  readonly ask: string;
}

export interface LearningPage {
  readonly shell: Shell;
  readonly sent: number;
  readonly is_agreed: boolean;
  readonly by_month: boolean;
  readonly width: number;
  readonly columns: readonly Column[];
  readonly funnel: readonly Line[];
  readonly ways: readonly Line[];
  readonly answers: readonly Line[];
  readonly median: number;
  readonly questions: readonly Question[];
  readonly rejected: readonly { readonly id: string; readonly title: string; readonly employer: string }[];
}

/** What the joblog teaches at the instant `now`. */
export function learningPage(shell: Shell, record: CitizenRecord, { now }: Pick<Now, "now">): LearningPage {
  const today = localDate(now);
  const learned = lesson(record.entries, countOf(record, today), today);
  const { stretches, funnel, answers, median, rejections } = learned;
  const sent = funnel[0]!;
  return {
    shell,
    sent,
    is_agreed: stretches.some(({ needed }) => needed),
    by_month: stretches.some(isMonth),
    width: STEP * stretches.length,
    columns: columns(stretches),
    funnel: REACHED.map((label, at) => line(label, funnel[at]!, sent)),
    ways: learned.ways.map((way) => line(channelLabel(way), way.interviews, way.sent)),
    answers: WAITED.map((label, at) => line(label, answers[at]!, sent)),
    median,
    questions: questions(rejections, learned),
    rejected: rejections.latest.map(({ id, title, employer }) => ({ id, title, employer })),
  };
}

function columns(stretches: readonly Stretch[]): Column[] {
  const most = Math.max(1, ...stretches.flatMap(({ done, needed }) => [done, needed]));
  const tall = (number: number) => Math.floor((number * TALL) / most);
  return stretches.map((each, at) => ({
    ...each,
    label: label(each),
    x: STEP * at,
    y: FLOOR - tall(each.done),
    height: tall(each.done),
    mark: each.needed ? FLOOR - tall(each.needed) : -1,
  }));
}

function isMonth({ first, last }: Stretch): boolean {
  return daysBetween(first, last) >= 7;
}

function label(stretch: Stretch): string {
  const { first } = stretch;
  return isMonth(stretch) ? `${Number(first.slice(5, 7))}/${first.slice(2, 4)}` : `${isoWeek(first)[1]}`;
}

function line(label: string, number: number, all: number): Line {
  return { label, count: number, all, length: all && Math.floor((number * 100) / all) };
}

/** The plain questions that the numbers give reason to ask. */
function questions({ all, withoutInterview: early, posted }: Rejections, { answers }: Lesson): Question[] {
  const unanswered = answers.at(-1)!;
  const asked: [reason: number | boolean, fact: string, ask: string][] = [
    [
      early,
      `${early} af ${all} afslag kom uden samtale.`,
      "Svarer de første linjer i din ansøgning på det, opslaget lægger mest vægt på?",
    ],
    [
      all - early,
      `${all - early} af ${all} afslag kom efter en samtale.`,
      "Har du ringet og spurgt, hvad der afgjorde det? Skriv svaret i noten på ansøgningen.",
    ],
    [
      all > 0 && posted === all,
      "Alle afslag var på opslåede stillinger.",
      "Hvem kender du, der arbejder et sted, du gerne vil være? Dér er færre om buddet.",
    ],
    [
      unanswered,
      unanswered > 1 ? `${unanswered} ansøgninger er ikke besvaret.` : "1 ansøgning er ikke besvaret.",
      `${unanswered > 1 ? "Hvilken af dem vil du ringe og spørge til" : "Vil du ringe og spørge til den"} i denne uge?`,
    ],
  ];
  return asked.filter(([reason]) => reason).map(([, fact, ask]) => ({ fact, ask }));
}
