/** «Joblog»: the citizen's own list of what was applied for. */
import type { Page } from "../answers.ts";
import type { Ask } from "../asking.ts";
import { freshId } from "../clock.ts";
import { NotFound } from "../domain/errors.ts";
import { changed, type Entry, FIELDS } from "../domain/joblog.ts";
import { shell } from "../shell.ts";
import type { Faulty } from "../views/form.ts";
import { entryPage, joblogPage } from "../views/joblog.ts";
import { type Draw, one, type Read, wholeNumber } from "./route.ts";

/** All entries by week, newest first. */
export const showAll: Draw = (ask) => ["pages/joblog.html", joblogPage(shell(ask, "Joblog", "joblog"), ask.record, ask)];

/** The empty form. */
export const showNew: Draw = (ask, faulty) => form(ask, faulty, { id: faulty?.typed["id"] || freshId(ask.now), isNew: true });

/** The form of one entry. */
export const showOne: Draw = (ask, faulty) => {
  const id = one(ask, "entry");
  entryOf(ask, id);
  return form(ask, faulty, { id, isNew: false });
};

/** Writes an own entry; the same form sent twice makes one. */
export const add: Read = (_, typed) => {
  const id = typed["id"] ?? "";
  const fields = Object.fromEntries(FIELDS.map((name) => [name, typed[name] ?? ""]));
  return { mutation: { name: "joblog.add", args: { id, status: typed["status"] || "applied", ...fields } }, to: `/joblog#e-${id}` };
};

/** Changes an entry; fields left as they were are not part of the change. */
export const edit: Read = (ask, typed) => {
  const id = one(ask, "entry");
  const args = { id, changed: changed(typed, entryOf(ask, id)), based_on: wholeNumber(typed["version"]) };
  return { mutation: { name: "joblog.edit", args }, to: `/joblog#e-${id}` };
};

/** Deletes an entry. */
export const remove: Read = (ask) => ({
  mutation: { name: "joblog.remove", args: { id: one(ask, "entry") } },
  to: "/joblog",
  flash: "Ansøgningen er slettet.",
});

function entryOf({ record }: Ask, id: string): Entry {
  const entry = record.entries.find((each) => each.id === id);
  if (!entry) throw new NotFound("Registreringen findes ikke længere.");
  return entry;
}

function form(ask: Ask, faulty: Faulty | undefined, which: { id: string; isNew: boolean }): Page {
  return ["pages/entry.html", entryPage(shell(ask, "Joblog", "joblog"), ask.record, { ...ask, ...which, faulty })];
}
