/** «Lær af din søgning»: pictures of the joblog. */
import { render } from "compiled-templates-rest";
import { shell } from "../shell.ts";
import { learningPage } from "../views/learning.ts";
import type { Draw } from "./route.ts";

export const show: Draw = (ask) => {
  const frame = shell(ask, "Lær af din søgning", "joblog");
  return ["pages/learning.html", learningPage(frame, ask.record, ask), render];
};
