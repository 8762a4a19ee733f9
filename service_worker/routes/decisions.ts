/** «Vurderinger»: what a caseworker has judged, and what the citizen says to it. */
import { render } from "compiled-templates-rest";
import { NotFound } from "../domain/errors.ts";
import { shell } from "../shell.ts";
import { decisionPage } from "../views/decisions.ts";
import { type Draw, one, type Read } from "./route.ts";

/** One decision with the form to answer it. */
export const show: Draw = (ask, faulty) => {
  const decision = one(ask, "decision");
  if (!ask.record.decisions.some(({ id }) => id === decision)) throw new NotFound("Vurderingen findes ikke.");
  return ["pages/decision.html", decisionPage(shell(ask, "Vurdering", "more"), ask.record, { ...ask, decision, faulty }), render];
};

/** The citizen's own view of it. */
export const answer: Read = (ask, typed) => {
  const decision = one(ask, "decision");
  const args = { decision, answer: typed["answer"] ?? "" };
  return { mutation: { name: "decision.answer", args }, to: `/vurderinger/${decision}#svar` };
};
