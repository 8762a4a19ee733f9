/** «Opgaver»: the citizen's homework. */
import { shell } from "../shell.ts";
import { assignmentsPage } from "../views/assignments.ts";
import { type Draw, one, type Read, wholeNumber } from "./route.ts";

/** All homework: still to do, finished. */
export const show: Draw = (ask, faulty) => {
  const asked = { ...ask, assignment: ask.params["assignment"], faulty };
  return ["pages/assignments.html", assignmentsPage(shell(ask, "Opgaver", "assignments"), ask.record, asked)];
};

/** «Færdig», or not after all. */
export const complete: Read = (ask, typed) => {
  const assignment = one(ask, "assignment");
  const args = { assignment, done: typed["done"] === "1" };
  return { mutation: { name: "assignment.complete", args }, to: `/opgaver#a-${assignment}` };
};

/** A note to the caseworker. */
export const annotate: Read = (ask, typed) => {
  const assignment = one(ask, "assignment");
  const { note = "", version, "was-note": was = null } = typed;
  const args = { assignment, note, based_on: wholeNumber(version), was };
  return { mutation: { name: "assignment.annotate", args }, to: `/opgaver#a-${assignment}` };
};
