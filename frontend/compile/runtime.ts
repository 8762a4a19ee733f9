/** What compiled templates call: Python's answers in the browser, so that both engines write the same bytes.
 *
 * Values are strings, integers, booleans, null, arrays, plain objects and `Safe`; `undefined` is jinja2's
 * StrictUndefined: everything throws but asking whether it is defined. Text is counted in code points.
 */

/** Text that is HTML already, and is printed as it stands. */
export class Safe {
  constructor(readonly html: string) {}
}

export type Text = string | Safe;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
export function fail(value: unknown, wanted: string): never {
  throw new TypeError(`${value === null ? "none" : typeof value} where ${wanted} is expected`);
}

/** Marks text as HTML. */
export const safe = (html: string): Safe => new Safe(html);

export const isString = (value: unknown): value is Text => typeof value === "string" || value instanceof Safe;
export const isNumber = (value: unknown): value is number | boolean =>
  typeof value === "number" || typeof value === "boolean";
export const isSequence = (value: unknown): boolean => isString(value) || Array.isArray(value);

export const raw = (value: Text): string => (value instanceof Safe ? value.html : value);
export const like = (model: unknown, text: string): Text => (model instanceof Safe ? safe(text) : text);

/** `str(value)`, without the mark of safety. Throws for what is never printed: undefined, lists, objects, floats. */
export function text(value: unknown): string {
  if (isString(value)) return raw(value);
  if (Number.isSafeInteger(value)) return `${value}`;
  if (value === null) return "None";
  return value === true ? "True" : value === false ? "False" : fail(value, "text");
}

/** The value as HTML. */
export const out = (value: unknown): string =>
  value instanceof Safe ? value.html : text(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/** Python's `bool(value)`. */
export const yes = (value: any): boolean =>
  value instanceof Safe ? value.html !== "" : Array.isArray(value) ? value.length > 0 : !!must(value);

/** The value, which may not be undefined. */
export const must = <T>(value: T | undefined): T => (value === undefined ? fail(value, "a value") : value);

/** The items of a list, or the signs of a text. */
export const seq = (value: any): any[] =>
  Array.isArray(value) ? value : isString(value) ? [...raw(value)] : fail(value, "a list");

/** As `seq`, and nothing where there is nothing: what `map` and `select` go through. */
export const each = (value: any): any[] => (yes(value) ? seq(value) : []);

/** The field of an object, undefined when there is none. Throws for a field of undefined. */
export const get = (owner: any, name: string): any => (owner === null ? undefined : owner[name]);

/** `owner[key]`: positions count from the end when negative; undefined where there is nothing. */
export function item(owner: any, key: unknown): any {
  if (typeof must(key) === "number") {
    const found = isSequence(must(owner)) ? seq(owner).at(key as number) : undefined;
    return found === undefined || Array.isArray(owner) ? found : like(owner, found);
  }
  return typeof must(owner) === "object" && owner && Object.hasOwn(owner, text(key)) ? owner[text(key)] : undefined;
}

/** `owner[start:stop]`. */
export function part(owner: any, ...bounds: any[]): any {
  const found = seq(owner).slice(...bounds.map((bound) => (bound === null ? undefined : number(bound))));
  return isString(owner) ? like(owner, found.join("")) : found;
}

export function eq(a: any, b: any): boolean {
  if (must(a) === must(b)) return true;
  if (isString(a)) return isString(b) && raw(a) === raw(b);
  if (isNumber(a)) return isNumber(b) && +a === +b;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && eq(a[key], b[key]));
}

/** Below zero when `a` comes first. Throws for two things that have no order in Python. */
export function order(a: any, b: any): number {
  if (isNumber(a) && isNumber(b)) return +a - +b;
  if (isString(a) && isString(b)) return order(points(a), points(b));
  if (!Array.isArray(a) || !Array.isArray(b)) return fail(Array.isArray(a) ? b : a, "something that has an order");
  const place = a.findIndex((one, index) => index < b.length && !eq(one, b[index]));
  return place < 0 ? a.length - b.length : order(a[place], b[place]);
}

const points = (value: Text): number[] => Array.from(raw(value), (sign) => sign.codePointAt(0)!);

/** Python's `a in b`. */
export function within(a: any, b: any): boolean {
  if (Array.isArray(b)) return b.some((one) => eq(one, a));
  return isString(a) && isString(b) ? raw(b).includes(raw(a)) : fail(isString(b) ? a : b, "something to look in");
}

export const number = (value: any): number => (isNumber(value) ? +value : fail(value, "a number"));

export function add(a: any, b: any): any {
  if (isString(a) && isString(b)) return concat([a, b]);
  return Array.isArray(a) && Array.isArray(b) ? [...a, ...b] : number(a) + number(b);
}

export const sub = (a: any, b: any): number => number(a) - number(b);

/** Python's `a % b`: the sign is that of `b`. */
export function mod(a: any, b: any): number {
  const by = number(b) || fail(b, "a divisor");
  const rest = number(a) % by;
  return rest && rest < 0 !== by < 0 ? rest + by : rest;
}

/** Python's `a // b`. */
export const div = (a: any, b: any): number => (number(a) - mod(a, b)) / +b;

/** Python's `~`: once something is HTML, the rest is escaped. */
export const concat = (values: any[]): Text => join(values);

export const range = (...bounds: any[]): number[] => {
  const [start, stop] = bounds.length > 1 ? bounds.map(number) : [0, number(bounds[0])];
  return Array.from({ length: Math.max(0, stop! - start!) }, (_, index) => start! + index);
};

/** The items of `value`, which must be `count`. */
export const unpack = (value: any, count: number): any[] =>
  seq(value).length === count ? seq(value) : fail(value, `${count} items`);

/** `loop.changed(…)`. */
export function changed(seen: any[], now: any[]): boolean {
  if (seen.length && eq(seen[0], now)) return false;
  seen[0] = now;
  return true;
}

/** jinja2's `join`: once something is HTML, the rest is escaped. */
export function join(value: any, between: any = ""): Text {
  const items = seq(value);
  return [between, ...items].some((one) => one instanceof Safe)
    ? safe(items.map(out).join(out(between)))
    : items.map(text).join(text(between));
}
