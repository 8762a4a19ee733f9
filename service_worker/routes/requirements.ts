/** «Krav til jobsøgning»: what was agreed, what counts, and how it went before. */
import { render } from "compiled-templates-rest";
import { shell } from "../shell.ts";
import { requirementPage } from "../views/requirements.ts";
import type { Draw } from "./route.ts";

export const show: Draw = (ask) => {
  const frame = shell(ask, "Krav til jobsøgning", "joblog");
  return ["pages/requirement.html", requirementPage(frame, ask.record, ask), render];
};
