/** Instants as wall-clock time in Denmark, wherever the phone is. The twin of `backend/domain/time.py`. */

let format: Intl.DateTimeFormat | undefined;

/** The instant (Unix ms) as wall-clock time `YYYY-MM-DDTHH:MM`; begun minutes are cut, not rounded. */
export function local(instant: number): string {
  const part: Record<string, string> = {};
  for (const { type, value } of formatter().formatToParts(instant)) part[type] = value;
  return `${part["year"]!.padStart(4, "0")}-${part["month"]}-${part["day"]}T${part["hour"]}:${part["minute"]}`;
}

/** The Danish day, `YYYY-MM-DD`, that the instant falls on. */
export function localDate(instant: number): string {
  return local(instant).slice(0, 10);
}

// Made when it is first needed: it takes longer than all the rest of a page. Its digits are used, its words never.
function formatter(): Intl.DateTimeFormat {
  return (format ??= new Intl.DateTimeFormat("en", {
    timeZone: "Europe/Copenhagen",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }));
}
