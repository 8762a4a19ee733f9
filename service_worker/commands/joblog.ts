/** The joblog: the citizen's own entries. The twins of `backend/commands/joblog.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { NotFound } from "../domain/errors.ts";
import { mustBeId } from "../domain/ids.ts";
import { type Application, check, type Entry, FIELDS } from "../domain/joblog.ts";
import { localDate } from "../domain/time.ts";

export type Add = Application & { readonly id: string };

export interface Edit {
  readonly id: string;
  readonly changed: Readonly<Record<string, string>>;
  readonly based_on: number;
}

/** Writes an own entry. */
export function add(draft: Draft, { id, ...typed }: Add, madeAt: number): void {
  mustBeId(id);
  if (draft.get("joblog", id)) return;
  const tidy = check(typed, localDate(madeAt));
  draft.put("joblog", { id, version: 0, job: "", ...tidy, made_at: madeAt, received_at: 0 });
}

/** Changes some fields; the others stay as they are. */
export function edit(draft: Draft, { id, changed }: Edit, madeAt: number): void {
  const before = draft.get("joblog", id) as Entry | undefined;
  if (!before) throw new NotFound();
  const typed = Object.fromEntries(FIELDS.map((name) => [name, changed[name] ?? before[name]])) as Application;
  draft.put("joblog", { ...before, ...check(typed, localDate(madeAt)) });
}

/** Deletes an entry; one that is gone already is left at that. */
export function remove(draft: Draft, { id }: { id: string }): void {
  const entry = draft.get("joblog", id) as Entry | undefined;
  if (!entry) return;
  draft.delete("joblog", id);
  // The job it answered is to be applied for again: that change, too, is only on this phone.
  const job = draft.get("job", entry.job);
  if (job) draft.put("job", job);
}
