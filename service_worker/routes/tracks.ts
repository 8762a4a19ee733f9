/** «Dit spor»: what a caseworker has chosen, and why. */
import { render } from "compiled-templates-rest";
import { shell } from "../shell.ts";
import { trackPage } from "../views/tracks.ts";
import type { Draw } from "./route.ts";

export const show: Draw = (ask) => {
  const frame = shell(ask, "Dit spor", "more");
  return ["pages/track.html", trackPage(frame, ask.record), render];
};
