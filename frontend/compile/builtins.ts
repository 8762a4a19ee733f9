/** jinja2's own filters, as compiled templates call them. */
import { concat, eq, fail, isNumber, isString, like, must, number, order, out } from "./runtime.ts";
import { raw, Safe, safe, seq, type Text, text, yes } from "./runtime.ts";

type Key = (item: any) => any;

const SPACE = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
const BETWEEN_WORDS = new RegExp(`([-({[<${SPACE}]+)`);

/** `default`: for what is undefined, or with `boolean` for what is false. */
export const or = (value: any, other: any, boolean: any = false): any =>
  value === undefined || (yes(boolean) && !yes(value)) ? other : value;

export const length = (value: any): number => seq(value).length;
export const first = (value: any): any => seq(value)[0];
export const last = (value: any): any => seq(value).at(-1);

export function reverse(value: any): any {
  const found = [...seq(value)].reverse();
  return isString(value) ? like(value, found.join("")) : found;
}

export function batch(value: any, count: any, fill: any = null): any[][] {
  const rows: any[][] = [];
  for (const one of seq(value)) {
    if (!rows.length || rows.at(-1)!.length === count) rows.push([]);
    rows.at(-1)!.push(one);
  }
  while (fill !== null && rows.length && rows.at(-1)!.length < count) rows.at(-1)!.push(fill);
  return rows;
}

const folded = (key: any, cased: any): any => (isString(key) && !cased ? raw(key).toLowerCase() : key);

export function sort(value: any, keys: Key, reverse: any = false, cased: any = false): any[] {
  const sign = yes(reverse) ? -1 : 1;
  return seq(value)
    .map((one) => ({ one, key: keys(one).map((key: any) => folded(key, cased)) }))
    .sort((a, b) => sign * order(a.key, b.key))
    .map(({ one }) => one);
}

export function groupby(value: any, key: Key, cased: any = false): any[] {
  const groups: any[] = [];
  for (const one of sort(value, (item) => [key(item)], false, cased)) {
    const grouper = key(one);
    if (!groups.length || !eq(folded(groups.at(-1).grouper, cased), folded(grouper, cased)))
      groups.push(Object.assign([grouper, []], { grouper, list: [] }));
    groups.at(-1)[1].push(one);
    groups.at(-1).list = groups.at(-1)[1];
  }
  return groups;
}

export function unique(value: any, key: Key, cased: any = false): any[] {
  const seen: any[] = [];
  return seq(value).filter((one) => {
    const found = folded(must(key(one)), cased);
    return !seen.some((other) => eq(other, found)) && seen.push(found);
  });
}

export const upper = (value: any): Text => like(value, text(value).toUpperCase());
export const lower = (value: any): Text => like(value, text(value).toLowerCase());
export const trim = (value: any): Text => like(value, text(value).replace(AROUND, ""));

export const title = (value: any): string =>
  text(value)
    .split(BETWEEN_WORDS)
    .map((word) => [...word].map((sign, index) => (index ? sign : sign.toUpperCase())))
    .map(([head = "", ...rest]) => head + rest.join("").toLowerCase())
    .join("");

export function replace(value: any, old: any, by: any): Text {
  const marked = [value, old, by].some((one) => one instanceof Safe);
  const write = marked ? out : text;
  const parts = text(old) ? write(value).split(text(old)) : ["", ...write(value), ""];
  return like(marked ? safe("") : "", parts.join(write(by)));
}

export function truncate(value: any, most: any = 255, killwords: any = false, end: any = "...", leeway: any = 5): any {
  const signs = isString(value) ? seq(value) : fail(value, "text");
  const room = number(most) - length(end);
  if (room < 0 || number(leeway ?? 5) < 0) fail(most, "more room");
  if (signs.length <= most + (leeway ?? 5)) return value;
  const cut = signs.slice(0, room).join("");
  const space = yes(killwords) ? -1 : cut.lastIndexOf(" ");
  return concat([like(value, space < 0 ? cut : cut.slice(0, space)), end]);
}

const hex = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(4, "0");

/** JSON that is safe in HTML, as HTML. */
export function tojson(value: any): string {
  if (isString(value)) return JSON.stringify(raw(value)).replace(/[\x7f-\uffff<>&']/g, (sign) => `\\u${hex(sign)}`);
  if (Array.isArray(value)) return `[${value.map(tojson).join(", ")}]`;
  return value === null || isNumber(value) ? `${value}` : fail(value, "something that is JSON");
}

export const urlencode = (value: any): string =>
  encodeURIComponent(text(value))
    .replace(/[!'()*]/g, (sign) => `%${hex(sign).slice(2).toUpperCase()}`)
    .replace(/%2F/g, "/");
