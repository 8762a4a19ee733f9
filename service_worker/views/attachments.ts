/** Attachments as they are drawn. The twin of `backend/views/attachments.py`. */
import { type Attachment, hasRoom } from "../domain/attachment.ts";
import { inOrder } from "../domain/order.ts";
import type { Field, Filled } from "./form.ts";

const ROLES = { application: "Ansøgning", cv: "CV", other: "Andet" };

/** One file, to be fetched at `/bilag/<id>`. */
export interface File {
  readonly id: string;
  readonly name: string;
  readonly role_label: string;
  readonly size: string;
}

/** The section of an entry; the `form` is empty when there are as many files as may be. */
export interface Enclosing {
  readonly entry: string;
  readonly files: readonly File[];
  readonly form: readonly Field[];
}

/** The files of one entry, oldest first. */
export function enclosed(attachments: readonly Attachment[], entry: string): File[] {
  const own = attachments.filter((each) => each.entry === entry);
  return inOrder(own, ({ made_at, id }) => [made_at, id]).map(({ id, name, role, bytes }) => ({
    id,
    name,
    role_label: ROLES[role],
    size: size(bytes),
  }));
}

/** The section of the entry of that id. */
export function enclosing(filled: Filled, attachments: readonly Attachment[], entry: string): Enclosing {
  const hint = "PDF, Word (docx), ODT, JPEG eller PNG på højst 10 MB.";
  const file = filled.field("file", "Fil", { kind: "file", hint, required: true });
  const role = filled.field("role", "Hvad er det?", { kind: "select", value: "application", choices: ROLES, required: true });
  return { entry, files: enclosed(attachments, entry), form: hasRoom(attachments, entry) ? [file, role] : [] };
}

function size(count: number): string {
  const tenths = Math.floor(count / 1e5);
  return tenths < 10 ? `${Math.max(Math.floor(count / 1e3), 1)} kB` : `${Math.floor(tenths / 10)},${tenths % 10} MB`;
}
