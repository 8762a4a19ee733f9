/** What a citizen may ask for: names on the wire, and what each does on the phone until the server has done it. */
import type { Mutators } from "../../sync/client/index.ts";
import { complete as completeAgreement } from "./agreements.ts";
import { annotate, complete } from "./assignments.ts";
import * as cv from "./cv.ts";
import { answer } from "./decisions.ts";
import * as goals from "./goals.ts";
import { add, archive, copied, edit, remove, step, unstep } from "./joblog.ts";
import { apply, decline, reopen } from "./jobs.ts";
import { come, ready } from "./meetings.ts";
import { make, withdraw } from "./wishes.ts";

export { ownEntry, textOf, wordsOf } from "./words.ts";

export const mutators: Mutators = {
  "job.apply": apply,
  "job.decline": decline,
  "job.reopen": reopen,
  "joblog.add": add,
  "joblog.edit": edit,
  "joblog.remove": remove,
  "joblog.step": step,
  "joblog.unstep": unstep,
  "joblog.archive": archive,
  "joblog.copied": copied,
  "assignment.complete": complete,
  "assignment.annotate": annotate,
  "meeting.ready": ready,
  "meeting.come": come,
  "wish.make": make,
  "wish.withdraw": withdraw,
  "agreement.complete": completeAgreement,
  "decision.answer": answer,
  "goal.set": goals.set,
  "goal.move": goals.move,
  "goal.end": goals.end,
  "cv.check": cv.check,
  "cv.annotate": cv.annotate,
};
