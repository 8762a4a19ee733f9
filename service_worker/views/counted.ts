/** The entries of a joblog by whether they count. The twin of `backend/views/counted.py`. */
import type { Verdict } from "../domain/counted.ts";
import { type Entry, recency } from "../domain/joblog.ts";
import { inOrder } from "../domain/order.ts";
import { channelLabel } from "./application.ts";

const MOST = 20;
const MOST_OUTSIDE = 5;

const WHY: Readonly<Record<Verdict, string>> = {
  counts: "",
  outside: "",
  planned: "Kun planlagt. Den tæller, når jobbet er søgt.",
  withdrawn: "Trukket tilbage, før den var sendt.",
  unsent: "Der står ikke, at jobbet er søgt.",
  future: "Datoen er ikke kommet endnu.",
  duplicate: "Står her to gange: samme job, arbejdsgiver, sted, link, måde og dag. Én ansøgning tæller én gang.",
  channel: "Ikke søgt på en af de måder, der er aftalt.",
};

export interface EntryLine extends Pick<Entry, "id" | "title" | "employer" | "applied_on"> {
  readonly channel_label: string;
  readonly why: string;
  readonly on_jobnet: boolean;
}

export interface Lines {
  readonly counted: readonly EntryLine[];
  readonly others: readonly EntryLine[];
  readonly others_total: number;
  readonly outside: readonly EntryLine[];
  readonly outside_total: number;
  readonly on_jobnet: number;
}

/** The entries by their verdicts, newest first; without verdicts there are none. */
export function lines(entries: readonly Entry[], verdicts: ReadonlyMap<string, Verdict>): Lines {
  const counted: Entry[] = [];
  const outside: Entry[] = [];
  const others: Entry[] = [];
  for (const entry of verdicts.size ? entries : []) {
    const verdict = verdicts.get(entry.id);
    if (entry.applied_on || !entry.archived_at) {
      (verdict === "counts" ? counted : verdict === "outside" ? outside : others).push(entry);
    }
  }
  const newest = (found: readonly Entry[], most = found.length) =>
    inOrder(found, recency).reverse().slice(0, most).map((entry) => line(entry, verdicts.get(entry.id)!));
  return {
    counted: newest(counted),
    others: newest(others, MOST),
    others_total: others.length,
    outside: newest(outside, MOST_OUTSIDE),
    outside_total: outside.length,
    on_jobnet: counted.filter(({ on_jobnet }) => on_jobnet).length,
  };
}

function line(entry: Entry, verdict: Verdict): EntryLine {
  const { id, title, employer, applied_on, on_jobnet } = entry;
  return { id, title, employer, applied_on, channel_label: channelLabel(entry), why: WHY[verdict], on_jobnet: on_jobnet !== "" };
}
