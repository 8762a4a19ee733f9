/** What the pure parts are handed: ids made of the time and of chance. */
import { newId, RANDOM_BYTES } from "./domain/ids.ts";

/** The id of something made at the instant `now`. */
export function freshId(now: number): string {
  return newId(now, crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
}
