/** «Dine jobmål»: the citizen's goals A, B and C. */
import { render } from "compiled-templates-rest";
import type { Ask } from "../asking.ts";
import { freshId } from "../clock.ts";
import { localDate } from "../domain/time.ts";
import { shell } from "../shell.ts";
import type { Faulty } from "../views/form.ts";
import { goalsPage, type OpenForm } from "../views/goals.ts";
import { type Draw, one, type Read } from "./route.ts";

/** The three places, what came of each goal, and those before. */
export const show: Draw = (ask) => drawn(ask, "");
export const showSet: Draw = (ask, faulty) => drawn(ask, "set", faulty);
export const showMove: Draw = (ask, faulty) => drawn(ask, "move", faulty);
export const showEnd: Draw = (ask, faulty) => drawn(ask, "end", faulty);

/** A goal, new or in other words; the same form sent twice makes one. */
export const set: Read = (ask, { letter = "", occupation = "", term = "" }) => {
  const args = { id: one(ask, "goal"), letter, occupation, term, on: localDate(ask.now) };
  return { mutation: { name: "goal.set", args }, to: `/maal#maal-${letter}` };
};

/** Another place for a goal. */
export const move: Read = (ask, { to = "", why = "", id = "", other = "" }) => {
  const args = { goal: one(ask, "goal"), to, why, id, other, on: localDate(ask.now) };
  return { mutation: { name: "goal.move", args }, to: `/maal#maal-${to}` };
};

/** No goal any more. */
export const end: Read = (ask, { why = "" }) => {
  const args = { goal: one(ask, "goal"), why, on: localDate(ask.now) };
  return { mutation: { name: "goal.end", args }, to: "/maal#foer" };
};

function drawn(ask: Ask, openForm: OpenForm, faulty?: Faulty): ReturnType<Draw> {
  const ids = { fresh: freshId(ask.now), other: freshId(ask.now) };
  const asked = { ...ask, ...ids, letter: faulty?.typed["letter"], openForm, faulty };
  return ["pages/goals.html", goalsPage(shell(ask, "Dine jobmål", "more"), ask.record, asked), render];
}
