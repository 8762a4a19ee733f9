/** Dates as Danish text for templates: the copy of `backend/domain/date_words.py`, bound to it by shared examples.
 *
 * Values are local times of Denmark, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; an empty string stays empty and anything else
 * throws. Days are counted in UTC, where every day has 24 hours.
 */

const WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
const MONTHS =
  "januar februar marts april maj juni juli august september oktober november december".split(" ");
const SHORT_MONTHS = "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.".split(" ");
const MOMENT = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T((?:[01][0-9]|2[0-3]):[0-5][0-9]))?$/;
const DAY = 86_400_000;

/** The day as UTC midnight, and the time of day if there is one. */
function parts(moment: string): { day: Date; time: string | undefined } {
  const [, date = "", time] = MOMENT.exec(moment) ?? [];
  const day = new Date(`${date}T00:00Z`);
  if (date < "0001" || day.toISOString().slice(0, 10) !== date) throw new RangeError(`not a date: ${moment}`);
  return { day, time };
}

const dayOf = (moment: string): Date => parts(moment).day;

/** Monday is 0. */
const position = (day: Date): number => (day.getUTCDay() + 6) % 7;

/** `tirsdag 1. december`, or with the year, `tirsdag 1. december 2026`. */
export function date_long(moment: string, year = false): string {
  if (moment === "") return "";
  const day = dayOf(moment);
  return `${WEEKDAYS[position(day)]} ${day.getUTCDate()}. ${MONTHS[day.getUTCMonth()]}${year ? ` ${day.getUTCFullYear()}` : ""}`;
}

/** `1. dec.`, or with the year, `1. dec. 2026`. */
export function date_short(moment: string, year = false): string {
  if (moment === "") return "";
  const day = dayOf(moment);
  return `${day.getUTCDate()}. ${SHORT_MONTHS[day.getUTCMonth()]}${year ? ` ${day.getUTCFullYear()}` : ""}`;
}

/** `tirsdag` */
export const weekday = (moment: string): string => (moment === "" ? "" : WEEKDAYS[position(dayOf(moment))]!);

/** `10.00` */
export function clock(moment: string): string {
  if (moment === "") return "";
  const { time } = parts(moment);
  if (time === undefined) throw new RangeError(`no time of day: ${moment}`);
  return time.replace(":", ".");
}

/** `i dag`, `i morgen`, `om 6 dage`, `i går`, `for 3 dage siden` */
export function in_days(moment: string, today: string): string {
  if (moment === "") return "";
  const days = (+dayOf(moment) - +dayOf(today)) / DAY;
  const near = ["i går", "i dag", "i morgen"][days + 1];
  return near ?? (days > 0 ? `om ${days} dage` : `for ${-days} dage siden`);
}

/** `kl. 14.02` on the day itself, later `21. nov. kl. 14.02` */
export function received(moment: string, today: string): string {
  if (moment === "") return "";
  const at = `kl. ${clock(moment)}`;
  return +dayOf(moment) === +dayOf(today) ? at : `${date_short(moment)} ${at}`;
}

/** `i dag`, `i går`, `mandag` within a week, earlier `12. nov.` */
export function since(moment: string, today: string): string {
  if (moment === "") return "";
  const days = (+dayOf(today) - +dayOf(moment)) / DAY;
  if (days === 0 || days === 1) return in_days(moment, today);
  return days > 1 && days < 7 ? weekday(moment) : date_short(moment);
}

/** Week number by ISO 8601: the week belongs to the year that its Thursday is in. */
export function week_of(moment: string): number | string {
  if (moment === "") return "";
  const day = dayOf(moment);
  const thursday = +day + (3 - position(day)) * DAY;
  const year = new Date(thursday).toISOString().slice(0, 4);
  return Math.floor((thursday - Date.parse(`${year}-01-01`)) / DAY / 7) + 1;
}
