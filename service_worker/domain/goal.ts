/** A job goal of the ABC plan. The twin of `backend/domain/goal.py`. */
import { isDate, plus } from "./dates.ts";
import { DomainError } from "./errors.ts";
import { inOrder, type Key } from "./order.ts";
import { Problems, TITLE } from "./text.ts";

export type Letter = "A" | "B" | "C";

/** `until` is "" while it stands; `why` it was moved or ended; `came_from` is the same goal in the place before ("" = none). */
export type Goal = {
  readonly id: string;
  readonly version: number;
  readonly letter: Letter;
  readonly occupation: string;
  readonly term: "short" | "long";
  readonly since: string;
  readonly until: string;
  readonly why: string;
  readonly came_from: string;
  readonly made_at: number;
  readonly received_at: number;
};

/** What the citizen fills in. */
export type Aim = { readonly letter: string; readonly occupation: string; readonly term: string };

export const LETTERS: readonly Letter[] = ["A", "B", "C"];
const OLDEST = 730;

/** Its letter, occupation and term, tidied. Throws Invalid. */
export function check({ letter, occupation, term }: Aim): Pick<Goal, "letter" | "occupation" | "term"> {
  const problems = new Problems();
  const tidy = problems.written("occupation", occupation, TITLE, "Skriv, hvilket job du går efter.");
  if (!isLetter(letter)) problems.add("letter", "Vælg mål A, B eller C.");
  if (term !== "short" && term !== "long") problems.add("term", "Vælg kort eller lang sigt.");
  problems.raise();
  return { letter: letter as Letter, occupation: tidy, term: term as Goal["term"] };
}

/** Where the goal goes, and why, tidied. Throws Invalid. */
export function checkMove(goal: Goal, to: string, why: string): readonly [to: Letter, why: string] {
  const problems = new Problems();
  const tidy = problems.written("why", why, TITLE, "Skriv kort, hvorfor du flytter målet.");
  if (!isLetter(to) || to === goal.letter) problems.add("to", "Vælg, hvor målet skal hen.");
  problems.raise();
  return [to as Letter, tidy];
}

/** Why a goal ends, tidied; nobody has to say. Throws Invalid. */
export function checkWhy(why: string): string {
  const problems = new Problems();
  const tidy = problems.written("why", why, TITLE);
  problems.raise();
  return tidy;
}

/** The date `on` that is told; today when it cannot be that. */
export function dayOf(on: string, today: string): string {
  return isDate(on) && plus(today, -OLDEST) <= on && on <= today ? on : today;
}

/** The goal as it stood until the date `on`. */
export function ended(goal: Goal, on: string, why: string): Goal {
  return { ...goal, until: goal.since > on ? goal.since : on, why };
}

/** Throws DomainError for one that is moved or ended. */
export function mustStand({ until }: Goal): void {
  if (until) throw new DomainError("ended", "Målet er afsluttet eller flyttet.");
}

/** The goal that stands in that place now. */
export function standing(goals: readonly Goal[], letter: string): Goal | undefined {
  return inOrder(goals.filter((goal) => goal.letter === letter && !goal.until), recency).at(-1);
}

/** Sorts goals by when they began. */
export function recency({ since, made_at, id }: Goal): Key {
  return [since, made_at, id];
}

function isLetter(text: string): text is Letter {
  return LETTERS.includes(text as Letter);
}
