/** A wish: how the citizen shapes the course. The twin of `backend/domain/wish.py`, without what caseworkers do. */
import { isDate } from "./dates.ts";
import { DomainError } from "./errors.ts";
import { inOrder, type Key } from "./order.ts";
import { clean, Problems, TITLE } from "./text.ts";

export type Wish = {
  readonly id: string;
  readonly version: number;
  readonly kind: "topic" | "homework" | "job" | "move";
  readonly meeting: string;
  readonly text: string;
  readonly link: string;
  readonly day: string;
  readonly made_at: number;
  readonly received_at: number;
  readonly answer: "" | "yes" | "no";
  readonly answer_text: string;
  readonly answered_by: string;
  readonly answered_at: number;
};

/** What the citizen fills in; `day` is a date or "". */
export interface Wished {
  readonly kind: string;
  readonly text: string;
  readonly link: string;
  readonly day: string;
}

const REQUIRED: Readonly<Record<Wish["kind"], string>> = {
  topic: "Skriv, hvad du gerne vil tale om.",
  homework: "Skriv, hvilken opgave du foreslår.",
  job: "Skriv, hvilket job du har fundet.",
  move: "Skriv kort, hvorfor mødet skal flyttes.",
};

/** The wish, tidied; `movable`: it is about a meeting that is booked. Throws Invalid. */
export function check(wished: Wished, { today, movable }: { today: string; movable: boolean }): Wished {
  const problems = new Problems();
  const { kind } = wished;
  if (!isKind(kind)) problems.add("kind", "Vælg, hvad du ønsker.");
  else if (kind === "move" && !movable) problems.add("kind", "Der er ikke noget møde at flytte.");
  const text = problems.written("text", wished.text, TITLE, REQUIRED[isKind(kind) ? kind : "topic"]);
  const link = problems.webAddress("link", wished.link);
  const day = clean(wished.day);
  problems.add("day", dayProblem(day, today));
  problems.raise();
  return { kind, text, link, day };
}

/** Throws DomainError: an answer is not taken back by either side. */
export function mustBeUnanswered({ answer, answered_by }: Wish): void {
  if (answer) throw new DomainError("answered", `${answered_by} har svaret på ønsket.`);
}

/** Those that ask to move the meeting of that id and wait for an answer, the latest first. */
export function askedToMove(wishes: readonly Wish[], id: string): Wish[] {
  return inOrder(wishes.filter(({ kind, meeting, answer }) => kind === "move" && meeting === id && !answer), urgency);
}

/** Sorts wishes: those that wait for an answer first, the latest of each on top. */
export function urgency({ answer, answered_at, made_at, id }: Wish): Key {
  return [answer ? 1 : 0, -Math.max(answered_at, made_at), id];
}

function isKind(kind: string): kind is Wish["kind"] {
  return Object.hasOwn(REQUIRED, kind);
}

function dayProblem(day: string, today: string): string {
  if (!day) return "";
  if (!isDate(day)) return "Skriv en dato, for eksempel 2026-12-01.";
  return day < today ? "Datoen er passeret." : "";
}
