/** A decision as it is drawn for the citizen. The twin of `backend/views/decisions.py`, without what caseworkers see. */
import { rowKey } from "../../sync/client/index.ts";
import { type Decision, recency } from "../domain/decision.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { local } from "../domain/time.ts";
import { type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";
import { type Standing, type Status, statusOf } from "./status.ts";

export const ABOUT = { motivation: "Vurdering af motivation", availability: "Vurdering af rådighed" } as const;
const MEANING = {
  motivation: "Motivation handler om, hvad du selv vil, og om det, I aftaler, giver mening for dig.",
  availability: "Rådighed betyder, at du kan tage et job nu og søger de job, I har aftalt.",
} as const;
const COURSES = {
  motivation: "et motivationsforløb",
  availability: "et rådighedsafprøvende forløb (nytteaktivering)",
} as const;

export interface DecisionCard extends Pick<Decision, "id" | "rule" | "facts" | "reason" | "decided_by" | "answer"> {
  readonly title: string;
  readonly meaning: string;
  readonly outcome: string;
  readonly decided: string;
  readonly follow_up_on: string;
  readonly answer_field: Field;
  readonly status: Status;
}

export interface DecisionPage {
  readonly shell: Shell;
  readonly decision: DecisionCard;
}

export interface DecisionAsked {
  readonly decision: string;
  readonly standing: Standing;
  readonly faulty?: Faulty | undefined;
}

/** The decision of that id, which the record must hold. */
export function decisionPage(shell: Shell, record: CitizenRecord, { decision: id, standing, faulty }: DecisionAsked): DecisionPage {
  const filled = new Filled(faulty);
  const decision = record.decisions.find((each) => each.id === id)!;
  const { about, rule, facts, outcome, reason, decided_by, decided_at, follow_up_on = "", answer, received_at } = decision;
  const field = filled.field("answer", "Hvordan ser du på det?", { kind: "textarea", value: answer });
  const card = {
    id,
    title: ABOUT[about],
    meaning: MEANING[about],
    rule,
    facts,
    outcome: outcomeOf(outcome, about),
    reason,
    decided_by,
    decided: local(decided_at),
    follow_up_on,
    answer,
    answer_field: field,
    status: statusOf([rowKey("decision", id)], received_at, standing),
  };
  return { shell: filled.shell(shell, [field]), decision: card };
}

/** Every decision, the latest on top. */
export function newestFirst({ decisions }: CitizenRecord): Decision[] {
  return inOrder(decisions, recency).reverse();
}

function outcomeOf(outcome: Decision["outcome"], about: Decision["about"]): string {
  if (outcome === "course") return `Det fører til ${COURSES[about]}`;
  return outcome === "watch" ? "Vi holder øje med det" : "Der er ingen tvivl";
}
