/** The steps of an application, from a wish to apply until it is settled. The twin of `backend/domain/step.py`. */
import { isDate, plus } from "./dates.ts";
import { DomainError, Invalid } from "./errors.ts";
import { clean } from "./text.ts";

/** What each step is called. */
export const STATUSES = {
  planned: "Vil søge",
  applied: "Søgt",
  interview: "Samtale",
  offer: "Tilbud",
  hired: "Fik jobbet",
  rejected: "Afslag",
  no_answer: "Intet svar",
  withdrawn: "Trukket tilbage",
} as const;

export type Status = keyof typeof STATUSES;

/** One step, and the date it happened; an interview may lie ahead. */
export type Step = { readonly status: Status; readonly on: string; readonly note: string };
export type Steps = readonly Step[];

const OUTCOMES: readonly Status[] = ["interview", "offer", "hired", "rejected", "no_answer", "withdrawn"];

/** What may follow what. */
export const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  planned: ["applied"],
  applied: OUTCOMES,
  interview: OUTCOMES,
  offer: ["hired", "rejected", "withdrawn"],
  // An answer may come late, and a no be taken back.
  no_answer: ["interview", "offer", "hired", "rejected", "withdrawn"],
  rejected: ["interview", "offer", "hired"],
  hired: [],
  withdrawn: [],
};

export const WRONG_DATE = "Skriv en dato, for eksempel 2026-11-23.";

/** `steps` and one more on the date `day`; what stands already is not written twice. Throws DomainError. */
export function follow(steps: Steps, status: string, day: string, today: string): Steps {
  if (!isStatus(status)) throw new Invalid({ status: "Vælg, hvad der er sket." });
  const on = clean(day);
  const last = steps.at(-1)!;
  if (last.status === status && (status !== "interview" || last.on === on)) return steps;
  if (!NEXT[last.status].includes(status)) throw new DomainError("not-next", `Ansøgningen står som «${STATUSES[last.status]}».`);
  const fault = dateAtFault(status, on, { today, applied: appliedOn(steps) });
  if (fault) throw new Invalid({ on: fault });
  return [...steps, { status, on, note: "" }];
}

/** `steps` without the last, if it is that one and not the only one; a repeat changes nothing. */
export function takeBack(steps: Steps, status: string, on: string): Steps {
  const last = steps.at(-1)!;
  return steps.length > 1 && last.status === status && last.on === on ? steps.slice(0, -1) : steps;
}

/** The date it was applied for; "" when it was not yet. */
export function appliedOn(steps: Steps): string {
  return steps.find(({ status }) => status === "applied")?.on ?? "";
}

/** The earliest date of what came after the application; "" when nothing did. */
export function answeredOn(steps: Steps): string {
  const days = steps.flatMap(({ status, on }) => (status === "planned" || status === "applied" ? [] : [on]));
  return days.sort()[0] ?? "";
}

/** The sentence for the day of an application that cannot be; `answered` is the date of the first answer, or "". */
export function applicationDateAtFault(on: string, today: string, answered = ""): string {
  if (!isDate(on)) return WRONG_DATE;
  if (on > today) return "Datoen ligger i fremtiden. Skriv den dag, du søgte.";
  if (on < plus(today, -730)) return "Datoen ligger mere end to år tilbage.";
  return answered && on > answered ? "Datoen ligger efter svaret på ansøgningen." : "";
}

function isStatus(status: string): status is Status {
  return Object.hasOwn(STATUSES, status);
}

function dateAtFault(status: Status, on: string, { today, applied }: { today: string; applied: string }): string {
  if (status === "applied") return applicationDateAtFault(on, today);
  if (!isDate(on)) return WRONG_DATE;
  if (status === "interview" ? on > plus(today, 365) : on > today) {
    return status === "interview" ? "Datoen ligger mere end et år fremme." : "Datoen ligger i fremtiden. Skriv den dag, det skete.";
  }
  return on < applied ? "Datoen ligger før den dag, du søgte." : "";
}
