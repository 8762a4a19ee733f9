/** One number that is the same on phone and server when they hold the same rows in the same versions. */
import { bytesOf } from "./batch.ts";
import type { Rows } from "./rows.ts";

const POLYNOMIAL = 0xedb88320;
const ASCII = /^[\0-\x7f]*$/;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? POLYNOMIAL : 0);
  return sum;
});

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
  // What is ASCII, as ids are, is its own bytes: to encode each row's text takes a phone as long as all the sums.
  const bytes = ASCII.test(text) ? text : String.fromCharCode(...bytesOf(text));
  let sum = ~0;
  for (let at = 0; at < bytes.length; at++) sum = (sum >>> 8) ^ table[(sum ^ bytes.charCodeAt(at)) & 255]!;
  return ~sum >>> 0;
}
