/** What another app shares of a job. The twin of the first part of `backend/domain/advert.py`. */
import { clean, NOTE, Problems, stripped, TITLE, WHITE } from "./text.ts";

type Texts = Readonly<Record<string, string>>;

/** A web address, or "", and what may be the title of the job. `text` is all there is where there is no address. */
export interface Shared {
  readonly link: string;
  readonly title: string;
  readonly text: string;
}

const ADDRESS = new RegExp(String.raw`[Hh][Tt][Tt][Pp][Ss]?://[^\x00-\x20\x7f<>"${WHITE}]+`, "g");
const SITE = /^https?:\/\/(?:www\.)?([^/?#:]+)/i;
const SPACE = new RegExp(`[${WHITE}]+`, "g");
const AFTER = ".,;:!?)]}»”’'";
const BETWEEN = `${WHITE}-–—|:,·`;

/** What is in `title`, `text` and `url` as an app shares them: most put the address in the text. */
export function shared({ title = "", text = "", url = "" }: Texts): Shared {
  const link = firstAddress(url) || firstAddress(text) || firstAddress(title);
  return { link, title: words(title) || words(text), text: link ? "" : cut(clean(`${text}\n${url}`), NOTE) };
}

/**
 * The form of an application that is planned, filled in with it. It can be kept as it is: a link alone is called after its
 * site. A text without an address is for the citizen alone.
 */
export function asPlanned({ link, title: said, text }: Shared): Texts {
  const site = SITE.exec(link)?.[1];
  const title = said || (site ? cut(`Job på ${site}`, TITLE) : "");
  return { status: "planned", title, "was-title": title, link, found: link && "posted", private_note: text };
}

function firstAddress(text: string): string {
  for (const found of text.match(ADDRESS) ?? []) {
    const problems = new Problems();
    const address = problems.webAddress("link", stripped(found, AFTER, ""));
    if (!problems.fields["link"]) return address;
  }
  return "";
}

/** The first line that says more than an address, as long as a title may be. */
function words(text: string): string {
  for (const line of text.split(/[\r\n]/)) {
    const said = stripped(line.replace(ADDRESS, " ").replace(SPACE, " "), BETWEEN);
    if (said) return cut(said, TITLE);
  }
  return "";
}

function cut(text: string, most: number): string {
  return [...text].slice(0, most).join("");
}
