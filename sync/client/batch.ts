/** How much goes into one request. */
import { type Made, MOST_BYTES, MOST_MUTATIONS, type Mutation } from "./wire.ts";

/** For everything of a request but its mutations, and for each one's `made_at`. */
const ENVELOPE_BYTES = 512;
const MOST_NAME = 100;
const encoder = new TextEncoder();

/** A mutation that no request could carry. */
export class TooLarge extends RangeError {
  override readonly name = "TooLarge";
}

/** The bytes of a text as UTF-8. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The mutation as it will arrive, so that none is saved that could not be sent. Throws TooLarge, TypeError. */
export function sendable(mutation: Mutation): Mutation {
  const json = JSON.stringify({ name: mutation.name, args: mutation.args });
  if (bytesOf(json).length > MOST_BYTES - ENVELOPE_BYTES) throw new TooLarge(`${mutation.name} is too large to send`);
  const { name, args = null } = JSON.parse(json) as Partial<Mutation>;
  if (!name || name.length > MOST_NAME) throw new TypeError(`"${name}" is no name of a mutation`);
  return { name, args };
}

/** How many mutations a request carries: fewer after it was too much for the connection, more again when it was not. */
export class Batch {
  #most = MOST_MUTATIONS;

  /** The first of `mutations` that fit into one request, as they go over the wire. */
  first(mutations: readonly Made[]): Made[] {
    const batch: Made[] = [];
    let room = MOST_BYTES - ENVELOPE_BYTES;
    for (const { name, args, made_at } of mutations.slice(0, this.#most)) {
      room -= sizeOf({ name, args, made_at }) + 1;
      if (room < 0 && batch.length) break;
      batch.push({ name, args, made_at });
    }
    return batch;
  }

  /** Carry no more than `count` (1 or more) next. */
  limit(count: number): void {
    this.#most = Math.floor(count);
  }

  /** A request went through. */
  grow(): void {
    this.#most = Math.min(MOST_MUTATIONS, this.#most * 2);
  }
}

function sizeOf(made: Made): number {
  return bytesOf(JSON.stringify(made)).length;
}
