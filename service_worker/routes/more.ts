/** «Mere»: reminders, the way to the rest, signing out. */
import { render } from "compiled-templates-rest";
import { shell } from "../shell.ts";
import { morePage } from "../views/more.ts";
import type { Draw } from "./route.ts";

export const show: Draw = (ask) => {
  const told = { name: ask.signed.name, vapidKey: ask.signed.vapid_key };
  return ["pages/more.html", morePage(shell(ask, "Mere", "more"), ask.record, told), render];
};
