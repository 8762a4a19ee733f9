/** The running period of the requirement in one line. The twin of `backend/views/requirement_bar.py`. */
import { withApplication } from "../domain/attachment.ts";
import type { CitizenRecord } from "../domain/record.ts";
import { type Count, count } from "../domain/requirement.ts";

const NOW = { week: "denne uge", month: "denne måned" };

export interface Bar {
  readonly label: string;
  readonly first: string;
  readonly by: string;
  readonly done: number;
  readonly needed: number;
  readonly missing: number;
  readonly filled: number;
}

/** How the record fills in what was agreed. */
export function countOf({ requirements, entries, attachments }: CitizenRecord, today: string): Count {
  return count(requirements, entries, today, withApplication(attachments));
}

/** The running period; null when nothing is in force. */
export function barOf({ running }: Count): Bar | null {
  if (!running) return null;
  const { period, done, missing } = running;
  const { kind, first, last: by, needed } = period;
  return { label: NOW[kind], first, by, done, needed, missing, filled: Math.min(done, needed) };
}
