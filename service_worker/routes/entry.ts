/** One entry of the joblog: its form, the steps it takes, out of sight, on Jobnet, and gone. */
import { render } from "compiled-templates-rest";
import type { Json } from "../../sync/client/index.ts";
import type { Ask } from "../asking.ts";
import { chosenBy } from "../chosen.ts";
import { along } from "../domain/aimed.ts";
import { NotFound } from "../domain/errors.ts";
import { changed, type Entry, was } from "../domain/joblog.ts";
import { localDate } from "../domain/time.ts";
import { shell } from "../shell.ts";
import { entryPage } from "../views/entry.ts";
import { type Change, type Draw, one, type Read, wholeNumber } from "./route.ts";

/** One entry with its forms. */
export const show: Draw = async (ask, faulty) => {
  const { id } = entryOf(ask);
  const chosen = await chosenBy(ask.signed.person).catch(() => []);
  return ["pages/entry.html", entryPage(shell(ask, "Joblog", "joblog"), along(ask.record), { ...ask, id, faulty, chosen }), render];
};

/** Changes an entry; fields left as they were are not part of the change. */
export const edit: Read = (ask, typed) => {
  const entry = entryOf(ask);
  const args = { changed: changed(typed, entry), based_on: wholeNumber(typed["version"]), was: was(typed, entry) };
  return change(ask, "joblog.edit", args, at(entry.id));
};

/** What has happened; one tap sends no date and means today. */
export const step: Read = (ask, typed) => {
  const { id } = entryOf(ask);
  const args = { status: typed["status"] ?? "", on: typed["on"] || localDate(ask.now) };
  return change(ask, "joblog.step", args, typed["page"] === "list" ? at(id) : undefined);
};

/** «Fortryd»: the last step is taken back. */
export const unstep: Read = (ask, { status = "", on = "" }) => change(ask, "joblog.unstep", { status, on });

/** Out of sight, or in it again. */
export const archive: Read = (ask, { archived }) => change(ask, "joblog.archive", { archived: archived === "1" });

/** It stands on Jobnet from today, or not after all. */
export const copied: Read = (ask, { copied, page }) => {
  const to = page === "jobnet" ? `/joblog/jobnet?after=${one(ask, "entry")}` : undefined;
  return change(ask, "joblog.copied", { on: copied === "1" ? localDate(ask.now) : "" }, to);
};

/** Deletes an entry. */
export const remove: Read = (ask) => ({ ...change(ask, "joblog.remove", {}, "/joblog"), flash: "Ansøgningen er slettet." });

/** The page of the joblog where the entry stands. */
export function at(entry: string): string {
  return `/joblog?entry=${entry}#e-${entry}`;
}

function change(ask: Ask, name: string, args: Readonly<Record<string, Json>>, to?: string): Change {
  const id = one(ask, "entry");
  return { mutation: { name, args: { id, ...args } }, to: to ?? `/joblog/${id}` };
}

/** The entry that the address names. Throws NotFound. */
export function entryOf(ask: Ask): Entry {
  const id = one(ask, "entry");
  const entry = along(ask.record).entries.find((each) => each.id === id);
  if (!entry) throw new NotFound("Registreringen findes ikke længere.");
  return entry;
}
