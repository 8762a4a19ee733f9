/** Whether an application that is being written in stands in the joblog already. The twin of `backend/domain/repeat.py`. */
import { Invalid } from "./errors.ts";
import { type Entry, recency } from "./joblog.ts";
import { inOrder } from "./order.ts";
import { apart, clean } from "./text.ts";

type Texts = Readonly<Record<string, string>>;

// What stands behind a company's name when it is written out.
const FORMS = /^(as|aps|is|ks|ivs|amba|smba|fmba)$/;
const MARKS = String.raw`!"#$%&()*+,:;<=>?@[\]^_${"`"}{|}~–—«»„“”-`;

/** The newest entry, `but` the one of that id, with the same link, or the same job at the same employer. */
export function lookAlike(typed: Texts, entries: readonly Entry[], but: string): Entry | undefined {
  const link = address(typed["link"] ?? "");
  const name = nameOf(typed["title"] ?? "", typed["employer"] ?? "");
  const alike = entries.filter(
    (entry) =>
      entry.id !== but && ((link && address(entry.link) === link) || (name && nameOf(entry.title, entry.employer) === name)),
  );
  return inOrder(alike, recency).at(-1);
}

/** Throws Invalid when what is typed seems to stand there already, unless it is to be written in `anyway`. */
export function mustBeNew(typed: Texts, entries: readonly Entry[], id: string): void {
  const alike = typed["anyway"] ? undefined : lookAlike(typed, entries, id);
  if (alike) throw new Invalid({ anyway: `Det ligner «${alike.title}», som allerede står her.` });
}

function address(link: string): string {
  return clean(link).toLowerCase().replace(/^https?:\/\/(www\.)?/, "").split("#")[0]!.replace(/\/+$/, "");
}

/** The two as they sound; "" when one of them says nothing. */
function nameOf(title: string, employer: string): string {
  const [job, company] = [title, employer].map((text) => apart(text.toLowerCase().replace(/[./'’]/g, ""), MARKS));
  while (company!.length > 1 && FORMS.test(company!.at(-1)!)) company!.pop();
  return job!.length && company!.length ? [...job!, "@", ...company!].join(" ") : "";
}
