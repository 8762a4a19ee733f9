/** «Min Plan»: read by the citizen, who keeps the CV point in it. */
import { render } from "compiled-templates-rest";
import { freshId } from "../clock.ts";
import { shell } from "../shell.ts";
import { planPage } from "../views/plan.ts";
import type { Draw, Read } from "./route.ts";

/** The whole plan. */
export const show: Draw = (ask, faulty) => {
  const asked = { ...ask, name: ask.signed.name, fresh: freshId(ask.now), faulty };
  return ["pages/plan.html", planPage(shell(ask, "Min Plan", "more"), ask.record, asked), render];
};

/** A part of the CV is gone through, or not after all. */
export const check: Read = (_, { id = "", part = "", on = "" }) => ({
  mutation: { name: "cv.check", args: { id, part, on } },
  to: "/plan#cv",
});

/** What is to be said of the CV, and where it is. */
export const annotate: Read = (_, { id = "", note = "", link = "" }) => ({
  mutation: { name: "cv.annotate", args: { id, note, link } },
  to: "/plan#cv",
});
