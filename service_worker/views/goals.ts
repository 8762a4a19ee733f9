/** Goals A, B and C as they are drawn. The twin of `backend/views/goals.py`. */
import { rowKey } from "../../sync/client/index.ts";
import { type Goal, type Letter, LETTERS, recency, standing } from "../domain/goal.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { tallies, type Tally } from "../domain/tally.ts";
import { BLANK, type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";
import { type Standing, type Status, statusOf } from "./status.ts";

const MEANINGS = {
  A: "Det job, du helst vil have, og som du er tæt på at kunne få.",
  B: "Et andet job, hvor du kan bruge det, du kan.",
  C: "Et job, du kan tage nu, også uden for dit fag, mens du søger videre.",
} as const;
const TERMS = { short: "Et job, jeg kan få nu", long: "Et job, jeg arbejder mig hen imod" };
const TERM_LABELS = { short: "Kort sigt", long: "Lang sigt" } as const;

export type OpenForm = "" | "set" | "move" | "end";

export interface GoalCard extends Pick<Goal, "id" | "letter" | "occupation" | "since" | "until" | "why"> {
  readonly term: string;
  readonly tally: Tally;
  readonly status: Status;
}

/** One of the three places; `goal` null while it is empty. */
export interface Place {
  readonly letter: Letter;
  readonly meaning: string;
  readonly goal: GoalCard | null;
  readonly id: string;
  readonly set_form: readonly Field[];
  readonly move_form: readonly Field[];
  readonly end_form: readonly Field[];
  readonly open_form: OpenForm;
}

export interface GoalsPage {
  readonly shell: Shell;
  readonly places: readonly Place[];
  readonly earlier: readonly GoalCard[];
  readonly aside: number;
  readonly fresh: string;
  readonly other: string;
}

/** `faulty` is the form `openForm` in the place `letter`; `fresh` and `other` are ids for what a move makes. */
export interface GoalsAsked {
  readonly standing: Standing;
  readonly fresh: string;
  readonly other: string;
  readonly letter?: string | undefined;
  readonly openForm?: OpenForm | undefined;
  readonly faulty?: Faulty | undefined;
}

export function goalsPage(shell: Shell, record: CitizenRecord, asked: GoalsAsked): GoalsPage {
  const { fresh, other, letter, openForm = "", faulty } = asked;
  const filled = new Filled(faulty);
  const cards = cardsOf(record, asked.standing);
  const places = LETTERS.map((each): Place => {
    const goal = standing(record.goals, each);
    const open = each === letter ? openForm : "";
    const form = (name: OpenForm) => (open === name ? filled : BLANK);
    return {
      letter: each,
      meaning: MEANINGS[each],
      goal: goal ? cards(goal) : null,
      id: goal?.id ?? fresh,
      set_form: setForm(form("set"), goal),
      move_form: goal ? moveForm(form("move"), each, record.goals) : [],
      end_form: goal ? endForm(form("end")) : [],
      open_form: open,
    };
  });
  const forms = places.flatMap((place) => (place.open_form ? [...place.set_form, ...place.move_form, ...place.end_form] : []));
  return {
    shell: filled.shell(shell, forms),
    places,
    earlier: earlierGoals(record, asked.standing),
    aside: record.entries.filter(({ applied_on, goal }) => applied_on && !goal).length,
    fresh,
    other,
  };
}

/** The places to choose among, each with the goal that stands there. */
export function goalChoices({ goals }: CitizenRecord): Record<string, string> {
  const named = LETTERS.map((letter) => [letter, standing(goals, letter)] as const);
  return Object.fromEntries(named.map(([letter, goal]) => [letter, goal ? `Mål ${letter}: ${goal.occupation}` : `Mål ${letter}`]));
}

/** Those that stand now, A first, with what came of them. */
export function standingGoals(record: CitizenRecord, standings: Standing): GoalCard[] {
  const cards = cardsOf(record, standings);
  return LETTERS.flatMap((letter) => standing(record.goals, letter) ?? []).map(cards);
}

/** Those that were moved or have ended, the latest first. */
export function earlierGoals(record: CitizenRecord, standings: Standing): GoalCard[] {
  const ended = inOrder(record.goals.filter(({ until }) => until), (goal) => [goal.until, ...recency(goal)]);
  return ended.reverse().map(cardsOf(record, standings));
}

function cardsOf({ goals, entries }: CitizenRecord, standings: Standing): (goal: Goal) => GoalCard {
  const counted = tallies(goals, entries);
  return ({ id, letter, occupation, term, since, until, why, received_at }) => {
    const status = statusOf([rowKey("goal", id)], received_at, standings);
    return { id, letter, occupation, term: TERM_LABELS[term], since, until, why, tally: counted.get(id)!, status };
  };
}

function setForm(filled: Filled, goal: Goal | undefined): Field[] {
  return [
    filled.field("occupation", "Hvilket job?", {
      kind: "occupation",
      value: goal?.occupation ?? "",
      hint: "Skriv det, som det hedder i jobopslag.",
      required: true,
    }),
    filled.field("term", "Hvornår?", { kind: "radio", value: goal?.term ?? "short", required: true, choices: TERMS }),
  ];
}

function moveForm(filled: Filled, letter: Letter, goals: readonly Goal[]): Field[] {
  const others = LETTERS.filter((each) => each !== letter).map((each) => {
    const there = standing(goals, each);
    return [each, there ? `Mål ${each}, og byt med «${there.occupation}»` : `Mål ${each}`] as const;
  });
  return [
    filled.field("to", "Hvorhen?", { kind: "select", required: true, choices: { "": "Vælg", ...Object.fromEntries(others) } }),
    filled.field("why", "Hvorfor?", { hint: "En linje til dig selv og din sagsbehandler.", required: true }),
  ];
}

function endForm(filled: Filled): Field[] {
  return [filled.field("why", "Hvorfor?", { hint: "Det, du har søgt, bliver stående." })];
}
