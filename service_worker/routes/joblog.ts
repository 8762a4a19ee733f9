/** «Joblog»: the citizen's own list of what was applied for or is to be, and writing a new one in. */
import { render } from "compiled-templates-rest";
import { freshId } from "../clock.ts";
import { along } from "../domain/aimed.ts";
import { FIELDS } from "../domain/joblog.ts";
import { mustBeNew } from "../domain/repeat.ts";
import { localDate } from "../domain/time.ts";
import { shell } from "../shell.ts";
import { newPage } from "../views/entry.ts";
import type { Texts } from "../views/form.ts";
import { joblogPage } from "../views/joblog.ts";
import { at } from "./entry.ts";
import type { Draw, Read } from "./route.ts";

/** What the address asks for: all entries by week, newest first, or those that are looked for. */
export const showAll: Draw = (ask) => ["pages/joblog.html", joblogPage(shell(ask, "Joblog", "joblog"), along(ask.record), ask), render];

/** The form of a new entry, with what the address says of it. */
export const showNew: Draw = (ask, faulty = { typed: ask.query, problems: {} }) => {
  const id = (ask.query === faulty.typed ? "" : faulty.typed["id"]) || freshId(ask.now);
  return ["pages/entry.html", newPage(shell(ask, "Joblog", "joblog"), ask.record, { ...ask, id, faulty }), render];
};

/** Writes an own entry; the same form sent twice makes one. One tap sends no date and means today. */
export const add: Read = ({ record, now }, form) => {
  const typed: Texts = { applied_on: localDate(now), ...form };
  const id = typed["id"] ?? "";
  mustBeNew(typed, record, id);
  const fields = Object.fromEntries(FIELDS.map((name) => [name, typed[name] ?? ""]));
  return { mutation: { name: "joblog.add", args: { id, status: typed["status"] || "applied", ...fields } }, to: at(id) };
};
