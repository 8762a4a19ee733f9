/** The CV point: when each part was last gone through. The twin of `backend/domain/cv.py`. */
import { isDate } from "./dates.ts";
import { Invalid } from "./errors.ts";
import { clean, NOTE, Problems } from "./text.ts";

/** The dates say when each part was last found in order; "" = never, or not any more. */
export type Cv = {
  readonly id: string;
  readonly version: number;
  readonly goals_ok_on: string;
  readonly experience_ok_on: string;
  readonly education_ok_on: string;
  readonly note: string;
  readonly link: string;
  readonly received_at: number;
};

const PARTS = ["goals", "experience", "education"];

/** A CV of which nothing is known. */
export function unseen(id: string): Cv {
  return { id, version: 0, goals_ok_on: "", experience_ok_on: "", education_ok_on: "", note: "", link: "", received_at: 0 };
}

/** The CV with that part in order on the date `on`, "" = not any more. Throws Invalid. */
export function checked(cv: Cv, part: string, on: string, today: string): Cv {
  const day = clean(on);
  if (!PARTS.includes(part)) throw new Invalid({ part: "Vælg, hvad du har gennemgået." });
  if (day && !isDate(day)) throw new Invalid({ on: "Skriv en dato, for eksempel 2026-11-23." });
  if (day > today) throw new Invalid({ on: "Datoen ligger i fremtiden." });
  return { ...cv, [`${part}_ok_on`]: day };
}

/** The CV with this note and address. Throws Invalid. */
export function annotated(cv: Cv, note: string, link: string): Cv {
  const problems = new Problems();
  const after = { ...cv, note: problems.written("note", note, NOTE), link: problems.webAddress("link", link) };
  problems.raise();
  return after;
}
