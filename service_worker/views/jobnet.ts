/** «Kopiér til Jobnet» as it is drawn. The twin of `backend/views/jobnet.py`. */
import type { Entry } from "../domain/joblog.ts";
import { copying } from "../domain/jobnet.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { STATUSES } from "../domain/step.ts";
import { localDate } from "../domain/time.ts";
import { channelLabel } from "./application.ts";
import type { Shell } from "./shell.ts";

/** A text to copy; `long` may have several lines. */
export interface CopyField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly long: boolean;
}

export interface CopyCard extends Pick<Entry, "id" | "title" | "employer"> {
  readonly fields: readonly CopyField[];
}

export interface JobnetPage {
  readonly shell: Shell;
  readonly entry: CopyCard | null;
  readonly number: number;
  readonly total: number;
  readonly skipped: number;
}

/** The application that comes after the one of that id, "" for the first; `now` is an instant. */
export function jobnetPage(shell: Shell, { entries }: CitizenRecord, { now, after }: { now: number; after: string }): JobnetPage {
  const { entry, ...found } = copying(entries, after, localDate(now));
  return { shell, entry: entry ? card(entry) : null, ...found };
}

function card(entry: Entry): CopyCard {
  const { id, title, employer, cvr, place, applied_on, status, link, contact, note } = entry;
  const texts: readonly (readonly [name: string, label: string, value: string])[] = [
    ["title", "Stilling", title],
    ["employer", "Arbejdsgiver", employer],
    ["cvr", "CVR-nummer", cvr],
    ["place", "Sted", place],
    ["applied_on", "Søgt den", applied_on.split("-").reverse().join("-")],
    ["channel", "Hvordan søgt", channelLabel(entry)],
    ["status", "Hvor langt", STATUSES[status]],
    ["link", "Link til opslaget", link],
    ["contact", "Kontaktperson", contact],
    ["note", "Note", note],
  ];
  const fields = texts.flatMap(([name, label, value]) => (value ? [{ name, label, value, long: name === "note" }] : []));
  return { id, title, employer, fields };
}
