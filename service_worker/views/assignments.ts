/** Homework as it is drawn. The twin of `backend/views/assignments.py`. */
import { rowKey } from "../../sync/client/index.ts";
import { type Assignment, counts, urgency } from "../domain/assignment.ts";
import { inOrder } from "../domain/order.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { localDate } from "../domain/time.ts";
import { type AgreementCard, agreementCards } from "./agreements.ts";
import { BLANK, type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";
import { type Now, type Standing, type Status, statusOf } from "./status.ts";

export const NOTE_LABEL = "Besked til din sagsbehandler";

export interface AssignmentCard extends Pick<Assignment, "id" | "version" | "title" | "detail" | "due" | "note"> {
  readonly done: boolean;
  /** What stood in the note's field when it was first drawn. */
  readonly was: string;
  readonly note_field: Field;
  readonly status: Status;
}

export interface AssignmentProgress {
  readonly done: number;
  readonly total: number;
}

export interface AssignmentsPage {
  readonly shell: Shell;
  readonly progress: AssignmentProgress;
  readonly open: readonly AssignmentCard[];
  readonly finished: readonly AssignmentCard[];
  readonly agreements: readonly AgreementCard[];
}

/** What was typed is the note to the assignment of that id. */
export interface AssignmentsAsked extends Now {
  readonly assignment?: string | undefined;
  readonly faulty?: Faulty | undefined;
}

/** All homework. */
export function assignmentsPage(shell: Shell, record: CitizenRecord, asked: AssignmentsAsked): AssignmentsPage {
  const { now, standing, assignment, faulty } = asked;
  const filled = new Filled(faulty);
  const cards = (some: readonly Assignment[]) =>
    some.map((each) => card(each, standing, each.id === assignment ? filled : BLANK));
  const open = cards(left(record));
  const finished = cards(inOrder(record.assignments.filter(isDone), ({ done_at, id }) => [done_at, id]).reverse());
  const written = [...open, ...finished].filter(({ id }) => id === assignment);
  return {
    shell: filled.shell(shell, written.map(({ note_field }) => note_field)),
    progress: assignmentProgress(record, localDate(now)),
    open,
    finished,
    agreements: agreementCards(record, standing),
  };
}

/** Those still to do, by what is due first; at most `most`. */
export function openAssignments(record: CitizenRecord, standing: Standing, most: number): AssignmentCard[] {
  return left(record).slice(0, most).map((each) => card(each, standing, BLANK));
}

/** How far the citizen is on the date `today` with the homework that counts then. */
export function assignmentProgress(record: CitizenRecord, today: string): AssignmentProgress {
  const counted = record.assignments.filter((each) => counts(each, today));
  return { done: counted.filter(isDone).length, total: counted.length };
}

function isDone({ done_at }: Assignment): boolean {
  return done_at > 0;
}

function left({ assignments }: CitizenRecord): Assignment[] {
  return inOrder(assignments.filter((each) => !isDone(each)), urgency);
}

function card(assignment: Assignment, standing: Standing, filled: Filled): AssignmentCard {
  const { id, version, title, detail, due, note, received_at } = assignment;
  return {
    id,
    version: filled.version(version),
    title,
    detail,
    due,
    done: isDone(assignment),
    note,
    was: filled.was("note", note),
    note_field: filled.field("note", NOTE_LABEL, { kind: "textarea", value: note }),
    status: statusOf([rowKey("assignment", id)], received_at, standing),
  };
}
