/** Ids: UUIDv7 as 22 characters of base64url. The twin of `backend/domain/ids.py`. */
import { Invalid } from "./errors.ts";

export const RANDOM_BYTES = 10;

const UNREADABLE = { id: "Formularen kunne ikke læses. Hent siden igen." };
const SHAPE = /^[A-Za-z0-9_-]{8}[cdef][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]$/;

/** The id for something made at `now` (Unix ms) from ten random bytes. */
export function newId(now: number, random: Uint8Array): string {
  const raw = new Uint8Array(6 + RANDOM_BYTES);
  new DataView(raw.buffer).setBigUint64(0, BigInt(now) << 16n);
  raw.set(random, 6);
  raw[6] = (raw[6]! & 0x0f) | 0x70;
  raw[8] = (raw[8]! & 0x3f) | 0x80;
  return btoa(String.fromCharCode(...raw)).slice(0, 22).replaceAll("+", "-").replaceAll("/", "_");
}

/** Throws Invalid unless `text` is an id. */
export function mustBeId(text: string): void {
  if (!SHAPE.test(text)) throw new Invalid(UNREADABLE);
}

/** Throws Invalid when two of the ids are the same. */
export function mustDiffer(...ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw new Invalid(UNREADABLE);
}
