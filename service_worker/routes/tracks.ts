/** «Dit spor»: what a caseworker has chosen, and why. */
import { shell } from "../shell.ts";
import { trackPage } from "../views/tracks.ts";
import type { Draw } from "./route.ts";

export const show: Draw = (ask) => ["pages/track.html", trackPage(shell(ask, "Dit spor", "more"), ask.record)];
