/** Whether a file may be enclosed, as far as a phone can tell: what of `backend/domain/attachment.py` is needed for that alone. */
import { type Attachment, type Chosen, hasRoom, MOST_FILES, type Role } from "./attachment.ts";
import { Invalid } from "./errors.ts";

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

/** What a file is known by: SHA-256 as 43 characters of base64url. */
export async function digestOf(content: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
  return btoa(String.fromCharCode(...digest)).slice(0, 43).replaceAll("+", "-").replaceAll("/", "_");
}

/** Throws Invalid when the entry of that id has that very file already, or it waits to be sent there. */
export function mustBeNew(attachments: readonly Attachment[], chosen: readonly Chosen[], { entry, digest }: Pick<Chosen, "entry" | "digest">): void {
  const waiting = chosen.filter(({ reason }) => !reason);
  const same = [...attachments, ...waiting].find((each) => each.entry === entry && each.digest === digest);
  if (same) throw new Invalid({ file: `Filen er allerede lagt ved. Den hedder «${same.name}» her.` });
}

/** Throws Invalid when the entry has as many as it may. */
export function mustHaveRoom(attachments: readonly Attachment[], chosen: readonly Chosen[], id: string): void {
  if (hasRoom(attachments, chosen, id)) return;
  throw new Invalid({ file: `Der er allerede ${MOST_FILES} bilag. Slet et af dem først.` });
}

