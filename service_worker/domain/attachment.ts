/** What is known of a file that belongs to an entry. The twin of `backend/domain/attachment.py`, as far as a phone needs it. */
import { Invalid } from "./errors.ts";

export type Role = "application" | "cv" | "other";

/** The file itself is the server's; `bytes` is its size. */
export type Attachment = {
  readonly id: string;
  readonly version: number;
  readonly entry: string;
  readonly name: string;
  readonly media: string;
  readonly bytes: number;
  readonly role: Role;
  readonly made_at: number;
  readonly received_at: number;
};

/** A file that is on this phone and not at the server. `reason` is why the server did not take it, "" while it waits. */
export interface Chosen {
  readonly id: string;
  readonly entry: string;
  readonly name: string;
  readonly role: Role;
  readonly content: Blob;
  readonly made_at: number;
  readonly reason: string;
  /** How often the server broke down over it. */
  readonly faults: number;
}

const MOST_FILES = 5;
const MOST_BYTES = 10 * 1024 * 1024;
const ROLES: ReadonlySet<string> = new Set<Role>(["application", "cv", "other"]);
// What files of the kinds that are taken begin with: PDF, JPEG, PNG, and the archive that DOCX and ODT are, into which only
// the server looks.
const HEADERS = ["%PDF-", "\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "PK\x03\x04"];
const NOT_IT = "Det er ikke en PDF, Word-fil (docx), ODT-fil eller et billede (JPEG eller PNG). Gem den som PDF, og prøv igen.";

/** What can be said here of a file that begins with the bytes `header`. Throws Invalid with the server's sentences. */
export function check({ name, size }: { name: string; size: number }, header: Uint8Array, role: string): Pick<Chosen, "name" | "role"> {
  if (!ROLES.has(role)) throw new Invalid({ role: "Vælg, hvad det er." });
  if (!size) throw new Invalid({ file: name ? "Filen er tom. Vælg en anden." : "Vælg en fil." });
  if (size > MOST_BYTES) throw new Invalid({ file: "Filen er for stor: den må højst fylde 10 MB." });
  const begins = String.fromCharCode(...header);
  if (!HEADERS.some((each) => begins.startsWith(each))) throw new Invalid({ file: NOT_IT });
  return { name, role: role as Role };
}

/** Those of `chosen` that are on their way to the entry of that id, or were not taken. */
export function keptFor(chosen: readonly Chosen[], attachments: readonly Attachment[], id: string): Chosen[] {
  return chosen.filter((file) => file.entry === id && !attachments.some((each) => each.id === file.id));
}

/** Whether the entry may get one more. */
export function hasRoom(attachments: readonly Attachment[], chosen: readonly Chosen[], id: string): boolean {
  const waiting = keptFor(chosen, attachments, id).filter(({ reason }) => !reason);
  return attachments.filter(({ entry }) => entry === id).length + waiting.length < MOST_FILES;
}

/** Throws Invalid when the entry has as many as it may. */
export function mustHaveRoom(attachments: readonly Attachment[], chosen: readonly Chosen[], id: string): void {
  if (hasRoom(attachments, chosen, id)) return;
  throw new Invalid({ file: `Der er allerede ${MOST_FILES} bilag. Slet et af dem først.` });
}

/** Ids of the entries whose application is attached. */
export function withApplication(attachments: readonly Attachment[]): ReadonlySet<string> {
  return new Set(attachments.filter(({ role }) => role === "application").map(({ entry }) => entry));
}
