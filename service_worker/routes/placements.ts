/** «Praktik og uddannelse»: what is planned, runs and has ended. */
import { render } from "compiled-templates-rest";
import { shell } from "../shell.ts";
import { placementsPage } from "../views/placements.ts";
import type { Draw } from "./route.ts";

export const show: Draw = (ask) => {
  const frame = shell(ask, "Praktik og uddannelse", "more");
  return ["pages/placements.html", placementsPage(frame, ask.record), render];
};
