/** «Hjem»: the next meeting, the jobs, the homework, the week. */
import { shell } from "../shell.ts";
import { homePage } from "../views/home.ts";
import type { Draw } from "./route.ts";

export const show: Draw = (ask) => ["pages/home.html", homePage(shell(ask, "Hjem", "home"), ask.record, ask)];
