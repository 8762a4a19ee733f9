/** Attachments as they are drawn. The twin of `backend/views/attachments.py`. */
import { type Attachment, type Chosen, hasRoom, keptFor, type Role } from "../domain/attachment.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { inOrder } from "../domain/order.ts";
import type { Field, Filled } from "./form.ts";

const ROLES: Readonly<Record<Role, string>> = { application: "Ansøgning", cv: "CV", other: "Andet" };

/** One file, to be fetched at `/bilag/<id>`. */
export interface File {
  readonly id: string;
  readonly name: string;
  readonly role_label: string;
  readonly size: string;
}

/** One that only this phone has; `reason` is why the server did not take it, "" while it waits. */
export interface Kept extends File {
  readonly reason: string;
}

/** The section of an entry; the `form` is empty when there are as many files as may be. */
export interface Enclosing {
  readonly entry: string;
  readonly files: readonly File[];
  readonly kept: readonly Kept[];
  readonly form: readonly Field[];
}

/** What the server has, and what is on this phone only. */
export interface Enclosable {
  readonly attachments: readonly Attachment[];
  readonly chosen: readonly Chosen[];
}

/** The files of one entry, oldest first. */
export function enclosed(attachments: readonly Attachment[], entry: string): File[] {
  const own = attachments.filter((each) => each.entry === entry);
  return inOrder(own, ({ made_at, id }) => [made_at, id]).map((each) => file(each, each.bytes));
}

/** The section of the entry of that id. */
export function enclosing(filled: Filled, { attachments, chosen }: Enclosable, entry: string): Enclosing {
  const hint = "PDF, Word (docx), ODT, JPEG eller PNG på højst 10 MB.";
  const one = filled.field("file", "Fil", { kind: "file", hint, required: true });
  const role = filled.field("role", "Hvad er det?", { kind: "select", value: "application", choices: ROLES, required: true });
  const kept = keptFor(chosen, attachments, entry).map((each) => ({ ...file(each, each.content.size), reason: each.reason }));
  return { entry, files: enclosed(attachments, entry), kept, form: hasRoom(attachments, chosen, entry) ? [one, role] : [] };
}

/** What a file is, and whose: «Bilag: cv.pdf til Kok». */
export function fileWords({ name, entry }: Chosen, { entries }: CitizenRecord): string {
  const title = entries.find(({ id }) => id === entry)?.title;
  return title ? `Bilag: ${name} til ${title}` : `Bilag: ${name}`;
}

function file({ id, name, role }: Pick<Attachment, "id" | "name" | "role">, bytes: number): File {
  return { id, name, role_label: ROLES[role], size: size(bytes) };
}

function size(count: number): string {
  const tenths = Math.floor(count / 1e5);
  return tenths < 10 ? `${Math.max(Math.floor(count / 1e3), 1)} kB` : `${Math.floor(tenths / 10)},${tenths % 10} MB`;
}
