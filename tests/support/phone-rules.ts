/** Asks the phone's rules for tests: a line of JSON in (`rule`, `given`), a line out (`gives`, or `problems` and `reason`). */
import { createInterface } from "node:readline";
import { daysBetween, isDate, isoWeek, plus } from "../../service_worker/domain/dates.ts";
import { DomainError, Invalid } from "../../service_worker/domain/errors.ts";
import { type Aim, check as checkAim, dayOf } from "../../service_worker/domain/goal.ts";
import { type Application, check, type Entry } from "../../service_worker/domain/joblog.ts";
import { lookAlike } from "../../service_worker/domain/repeat.ts";
import { matches, searchOf } from "../../service_worker/domain/search.ts";
import { follow, takeBack } from "../../service_worker/domain/step.ts";
import { count, type Requirement } from "../../service_worker/domain/requirement.ts";
import { clean, Problems } from "../../service_worker/domain/text.ts";
import { local } from "../../service_worker/domain/time.ts";
import { check as checkWish, type Wished } from "../../service_worker/domain/wish.ts";

/** The address as it is kept, null when it is none. */
function address(text: string): string | null {
  const problems = new Problems();
  const kept = problems.webAddress("link", text);
  try {
    problems.raise();
    return kept;
  } catch {
    return null;
  }
}

const RULES = {
  clean: (texts: string[]) => texts.map(clean),
  addresses: (texts: string[]) => texts.map(address),
  application: (typed: Application, today: string) => check(typed, today),
  aim: (typed: Aim) => checkAim(typed),
  dayOf,
  wish: (typed: Wished, today: string, movable: boolean) => checkWish(typed, { today, movable }),
  isAlike: (typed: Record<string, string>, entry: Entry) => lookAlike(typed, [entry], "") !== undefined,
  isFound: (q: string, entry: Entry) => matches(entry, searchOf({ q }).search),
  follow,
  takeBack,
  count: (requirements: Requirement[], entries: Entry[], today: string, attached: string[]) => {
    const { verdicts, ...counted } = count(requirements, entries, today, new Set(attached));
    return { ...counted, verdicts: Object.fromEntries(verdicts) };
  },
  daysBetween,
  isDate,
  isoWeek,
  plus,
  local,
};

function answer(rule: keyof typeof RULES, given: readonly unknown[]): object {
  try {
    return { gives: (RULES[rule] as (...given: readonly unknown[]) => unknown)(...given) };
  } catch (fault) {
    if (fault instanceof DomainError) return { problems: fault instanceof Invalid ? fault.fields : {}, reason: fault.reason };
    throw fault;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { rule, given } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answer(rule, given))}\n`);
}
