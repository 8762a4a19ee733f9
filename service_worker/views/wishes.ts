/** Wishes as they are drawn. The twin of `backend/views/wishes.py`, without what caseworkers do. */
import { rowKey } from "../../sync/client/index.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { urgency, type Wish } from "../domain/wish.ts";
import type { Field, Filled } from "./form.ts";
import { type Standing, type Status, statusOf } from "./status.ts";

const LABELS: Readonly<Record<Wish["kind"], string>> = {
  topic: "Emne til mødet",
  homework: "Forslag til hjemmeopgave",
  job: "Fundet job",
  move: "Ønske om en anden dag",
};
const CHOICES = {
  topic: "Tale om noget på mødet",
  homework: "Foreslå en hjemmeopgave",
  job: "Tage et job med, jeg har fundet",
};

export interface WishCard
  extends Pick<Wish, "id" | "kind" | "text" | "link" | "day" | "meeting" | "answer" | "answer_text" | "answered_by"> {
  readonly label: string;
  readonly status: Status;
}

/** Those that wait for an answer, then the answered ones, the latest first. */
export function wishCards({ wishes }: CitizenRecord, standing: Standing): WishCard[] {
  return inOrder(wishes, urgency).map((wish) => {
    const { id, kind, text, link, day, meeting, answer, answer_text, answered_by, received_at } = wish;
    const status = statusOf([rowKey("wish", id)], received_at, standing);
    return { id, kind, label: LABELS[kind], text, link, day, meeting, answer, answer_text, answered_by, status };
  });
}

/** Makes a wish; a meeting that is not booked cannot be moved. */
export function wishForm(filled: Filled, movable: boolean): Field[] {
  const choices = movable ? { ...CHOICES, move: "Flytte mødet" } : CHOICES;
  return [
    filled.field("kind", "Hvad vil du gerne?", { kind: "select", value: "topic", required: true, choices }),
    filled.field("text", "Skriv det med dine egne ord", {
      kind: "textarea",
      hint: "Hvad det er, eller hvorfor mødet skal flyttes.",
      required: true,
    }),
    filled.field("link", "Link til jobbet", { kind: "url", hint: "Hvis du har fundet et job." }),
    filled.field("day", "Den dag, du hellere vil", { kind: "date", hint: "Hvis mødet skal flyttes." }),
  ];
}

/** Asks for another day, and says why; the day may be left open. */
export function moveForm(filled: Filled): Field[] {
  return [
    filled.field("text", "Hvorfor kan du ikke?", { kind: "textarea", required: true }),
    filled.field("day", "Ved du en dag, der passer bedre?", { kind: "date" }),
  ];
}
