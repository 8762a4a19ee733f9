/**
 * Where the queue of mutations stands: which are sent, as which device, under which numbers.
 *
 * A mutation's number on the phone never changes. The server counts from 1 for each device, so what it calls n is
 * `base + n` here: when the device id can be used no longer, another one goes on from a higher base.
 */
import { token } from "./token.ts";

export interface Standing {
  readonly device: string;
  /** The numbers up to this one were given to an earlier device id, and are done with. */
  readonly base: number;
  /** The last number given to a mutation. */
  readonly last: number;
  /** The last number that the server has used. */
  readonly acknowledged: number;
}

/** A phone that has sent nothing yet. */
export function beginning(): Standing {
  return { device: token(), base: 0, last: 0, acknowledged: 0 };
}

/**
 * The standing when the server has used the numbers up to `acknowledged`, which goes down when a backup was restored.
 *
 * `kept` are the numbers still at hand. When one is needed that is not, the rest go under a new device id.
 */
export function moved<S extends Standing>(standing: S, acknowledged: number, kept: ReadonlySet<number>): S {
  let first = standing.last + 1;
  while (first > acknowledged + 1 && kept.has(first - 1)) first--;
  return first === acknowledged + 1 ? { ...standing, acknowledged } : asNewDevice(standing, first - 1);
}

/** The standing when everything after `base` is to be sent under a device id of its own. */
export function asNewDevice<S extends Standing>(standing: S, base: number): S {
  return { ...standing, device: token(), base, acknowledged: base };
}
