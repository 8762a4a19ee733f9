/** Agreements: done by the citizen. The twins of `backend/commands/agreements.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { type Agreement, mustBeMine } from "../domain/agreement.ts";
import { NotFound } from "../domain/errors.ts";

/** Marks what the citizen promised done or not done. */
export function complete(draft: Draft, { agreement: id, done }: { agreement: string; done: boolean }, madeAt: number): void {
  const before = draft.get("agreement", id) as Agreement | undefined;
  if (!before) throw new NotFound();
  mustBeMine(before);
  if (before.done_at > 0 !== done) draft.put("agreement", { ...before, done_at: done ? madeAt : 0 });
}
