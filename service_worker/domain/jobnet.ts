/** Copying a joblog to Jobnet by hand, one application at a time. The twin of `backend/domain/jobnet.py`. */
import { type Entry, recency } from "./joblog.ts";
import { inOrder } from "./order.ts";

/** `number` of `total` counts what was copied on the same day too; `skipped` are still to be copied. */
export interface Copying {
  readonly entry: Entry | undefined;
  readonly number: number;
  readonly total: number;
  readonly skipped: number;
}

/** The newest one that is not on Jobnet, or the one after that of the id `after`. What is archived is left alone. */
export function copying(entries: readonly Entry[], after: string, today: string): Copying {
  const line = inOrder(entries.filter((entry) => entry.id === after || waits(entry)), recency).reverse();
  const left = line.slice(line.findIndex(({ id }) => id === after) + 1);
  const waiting = line.filter(waits).length;
  const done = entries.filter(({ on_jobnet }) => on_jobnet === today).length;
  const skipped = waiting - left.length;
  return { entry: left[0], number: done + skipped + 1, total: done + waiting, skipped };
}

function waits({ applied_on, on_jobnet, archived_at }: Entry): boolean {
  return applied_on !== "" && !on_jobnet && !archived_at;
}
