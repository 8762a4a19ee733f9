/** Decisions: answered by the citizen. The twins of `backend/commands/decisions.py`. */
import type { Draft } from "../../sync/client/index.ts";
import { checkAnswer, type Decision } from "../domain/decision.ts";
import { NotFound } from "../domain/errors.ts";

/** Writes the citizen's own view of a decision; "" takes it back. */
export function answer(draft: Draft, args: { decision: string; answer: string }, madeAt: number): void {
  const before = draft.get("decision", args.decision) as Decision | undefined;
  if (!before) throw new NotFound();
  const text = checkAnswer(args.answer);
  if (text !== before.answer) draft.put("decision", { ...before, answer: text, answered_at: text ? madeAt : 0 });
}
