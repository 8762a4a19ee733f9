/** One number that is the same on phone and server when they hold the same rows in the same versions. */
import { bytesOf } from "./batch.ts";
import type { Rows } from "./rows.ts";

const POLYNOMIAL = 0xedb88320;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? POLYNOMIAL : 0);
  return sum;
});

/** Sum over all rows of crc32(utf8("kind/id:version")), modulo 2^32. */
export function checksum(rows: Rows): number {
  let sum = 0;
  for (const [kind, byId] of rows) {
    const begun = over(~0, `${kind}/`);
    for (const { id, version } of byId.values()) sum = (sum + ended(over(over(begun, id), `:${version}`))) >>> 0;
  }
  return sum;
}

/** The CRC-32 of zlib, gzip and PNG (RFC 1952 section 8). */
export function crc32(text: string): number {
  return ended(over(~0, text));
}

function over(sum: number, text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // What is ASCII, as ids are, is its own bytes: to encode each row's text takes a phone as long as all the sums.
    if (code > 127) return bytesOf(text.slice(at)).reduce(step, sum);
    sum = step(sum, code);
  }
  return sum;
}

function step(sum: number, byte: number): number {
  return (sum >>> 8) ^ table[(sum ^ byte) & 255]!;
}

function ended(sum: number): number {
  return ~sum >>> 0;
}
