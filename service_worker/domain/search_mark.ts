/** Marks that job search is often held against: information, never a verdict. The twin of `backend/domain/search_mark.py`. */
import marks from "../../backend/domain/search_marks.json";

export type SearchMark = (typeof marks)[number];

/** The youngest of each kind that holds on the date `day`. */
export function marksOn(day: string): SearchMark[] {
  const begun = marks.filter(({ holds_from }) => holds_from <= day);
  return begun.filter(({ per, holds_from }) => !begun.some((one) => one.per === per && one.holds_from > holds_from));
}
