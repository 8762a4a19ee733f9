/** What may be written in a field: the same rules and sentences as `backend/domain/text.py`. */
import { Invalid } from "./errors.ts";

export const TITLE = 200;
export const NOTE = 4000;
const ADDRESS = 2000;

// Listed, because languages disagree on what white space is.
export const WHITE =
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
  "\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff";

const NEVER = String.raw`${WHITE}\u200e\u200f\u202a-\u202e\u2066-\u2069`;
const LABEL = String.raw`[^\x00-,./:-@\[-^\x60{-\x7f${NEVER}]+`;
const PATH = String.raw`[/?#][^\x00-\x20\x7f${NEVER}]*`;
const WEB = new RegExp(String.raw`^[Hh][Tt][Tt][Pp][Ss]?://(?:${LABEL}\.)+${LABEL}\.?(?::[0-9]{1,5})?(?:${PATH})?$`);
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;

/** Sentences gathered field by field, so that a person hears of all of them at once. */
export class Problems {
  readonly fields: Record<string, string> = {};

  /** Keeps the first sentence of each field; "" is none. */
  add(name: string, sentence: string): void {
    if (sentence) this.fields[name] ??= sentence;
  }

  /** Throws Invalid when there is any. */
  raise(): void {
    if (Object.keys(this.fields).length) throw new Invalid(this.fields);
  }

  /** `text`, cleaned, of at most `most` code points; `required` is the sentence for an empty one. */
  written(name: string, text: string, most: number, required = ""): string {
    const tidy = clean(text);
    this.add(name, tooLong(tidy, most) || (tidy ? "" : required));
    return tidy;
  }

  /** An http or https address of a named host, or nothing; an address without a scheme is taken as https. */
  webAddress(name: string, text: string): string {
    const tidy = clean(text);
    if (!tidy) return "";
    const address = SCHEME.test(tidy) ? tidy : `https://${tidy}`;
    this.add(name, tooLong(address, ADDRESS) || (WEB.test(address) ? "" : "Adressen skal se ud som https://eksempel.dk/job."));
    return address;
  }
}

/** `text` with CRLF made LF and zero bytes and outer white space taken off. */
export function clean(text: string): string {
  return stripped(text.replace(/\r\n?/g, "\n").replaceAll("\0", ""), WHITE);
}

/** `text` without what of `marks` stands at its end, nor what of `before` at its start. */
export function stripped(text: string, marks: string, before = marks): string {
  let start = 0;
  let end = text.length;
  while (start < end && before.includes(text[start]!)) start++;
  while (end > start && marks.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** The words of a text: what stands between white space, and `marks`. */
export function apart(text: string, marks = ""): string[] {
  const words = [""];
  for (const sign of text) {
    if (WHITE.includes(sign) || marks.includes(sign)) words.push("");
    else words[words.length - 1] += sign;
  }
  return words.filter(Boolean);
}

function tooLong(text: string, most: number): string {
  const length = [...text].length;
  return length > most ? `Højst ${most} tegn; der står ${length}.` : "";
}
