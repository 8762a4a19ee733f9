/** One number that is the same on phone and server when they hold the same rows in the same versions. */
import type { Rows } from "./rows.ts";

const POLYNOMIAL = 0xedb88320;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? POLYNOMIAL : 0);
  return sum;
});
const encoder = new TextEncoder();

/** Sum over all rows of crc32(utf8("kind/id:version")), modulo 2^32. */
export function checksum(rows: Rows): number {
  let sum = 0;
  for (const [kind, byId] of rows) {
    for (const { id, version } of byId.values()) sum = (sum + crc32(`${kind}/${id}:${version}`)) >>> 0;
  }
  return sum;
}

/** The CRC-32 of zlib, gzip and PNG (RFC 1952 section 8). */
export function crc32(text: string): number {
  let sum = ~0;
  for (const byte of encoder.encode(text)) sum = (sum >>> 8) ^ table[(sum ^ byte) & 255]!;
  return ~sum >>> 0;
}
