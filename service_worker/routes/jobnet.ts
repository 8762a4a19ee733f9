/** «Kopiér til Jobnet»: what was applied for and does not stand there yet, one at a time. */
import { render } from "compiled-templates-rest";
import { shell } from "../shell.ts";
import { jobnetPage } from "../views/jobnet.ts";
import type { Draw } from "./route.ts";

/** The next one to copy. That it stands there is told by the entry's own form. */
export const show: Draw = (ask) => {
  const asked = { now: ask.now, after: ask.query["after"] ?? "" };
  return ["pages/jobnet.html", jobnetPage(shell(ask, "Kopiér til Jobnet", "joblog"), ask.record, asked), render];
};
