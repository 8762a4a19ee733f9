/** Dates as they are kept: ISO strings of days in Denmark. The twin of `backend/domain/dates.py`. */

const DAY = 86_400_000;

/** Stands in for no date where what has none comes last. */
export const LAST = "9999-12-31";

/** Whether `text` is a day of the calendar written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text < "0001") return false;
  const day = Date.parse(text);
  return !Number.isNaN(day) && written(day) === text;
}

/** The date `days` after the date `day`. */
export function plus(day: string, days: number): string {
  return written(Date.parse(day) + days * DAY);
}

/** How many days after the date `first` the date `last` comes; negative when it comes before. */
export function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / DAY;
}

/** The first day of the ISO week that the date `day` lies in. */
export function mondayOf(day: string): string {
  return plus(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** ISO year and week of the date `day`: the week belongs to the year that its Thursday is in. */
export function isoWeek(day: string): readonly [year: number, week: number] {
  const date = Date.parse(day);
  const thursday = date + (3 - ((new Date(date).getUTCDay() + 6) % 7)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  return [year, Math.floor((thursday - Date.parse(`${written(thursday).slice(0, 4)}-01-01`)) / DAY / 7) + 1];
}

function written(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
