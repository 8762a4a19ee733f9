/** Whether an application that is being written in stands in the joblog already, or was handed out. The twin of `backend/domain/repeat.py`. */
import { Invalid } from "./errors.ts";
import type { Job } from "./job.ts";
import { type Entry, recency } from "./joblog.ts";
import { inOrder } from "./order.ts";
import { apart, clean } from "./text.ts";

type Texts = Readonly<Record<string, string>>;

/** What is looked through. */
interface Known {
  readonly entries: readonly Entry[];
  readonly jobs: readonly Job[];
}

// What stands behind a company's name when it is written out.
const FORMS = /^(as|aps|is|ks|ivs|amba|smba|fmba)$/;
const MARKS = String.raw`!"#$%&()*+,:;<=>?@[\]^_${"`"}{|}~–—«»„“”-`;

/** The newest entry, `but` the one of that id, with the same link, or the same job at the same employer. */
export function lookAlike(typed: Texts, entries: readonly Entry[], but: string): Entry | undefined {
  const isAlike = signsOf(typed);
  return inOrder(entries.filter((entry) => entry.id !== but && isAlike(entry)), recency).at(-1);
}

/** The newest of the jobs handed out that stands open with no entry of its own, and looks like what is typed. */
export function jobAlike(typed: Texts, { jobs, entries }: Known): Job | undefined {
  const isAlike = signsOf(typed);
  const answered = new Set(entries.map(({ job }) => job));
  const alike = jobs.filter((job) => job.state === "open" && !answered.has(job.id) && isAlike(job));
  return inOrder(alike, ({ handed_out_at, id }) => [handed_out_at, id]).at(-1);
}

/** Throws Invalid when what is typed seems to stand there already or was handed out, unless it is to be `anyway`. */
export function mustBeNew(typed: Texts, known: Known, id: string): void {
  if (typed["anyway"]) return;
  const alike = lookAlike(typed, known.entries, id);
  if (alike) throw new Invalid({ anyway: `Det ligner «${alike.title}», som allerede står her.` });
  const job = jobAlike(typed, known);
  if (job) throw new Invalid({ anyway: `Det ligner «${job.title}», som du har fået af ${job.handed_out_by}.` });
}

/** Whether something has the link of what is typed, or its title and employer. */
function signsOf(typed: Texts): (known: Pick<Job, "title" | "employer" | "link">) => boolean {
  const wanted = address(typed["link"] ?? "");
  const name = nameOf(typed["title"] ?? "", typed["employer"] ?? "");
  return ({ title, employer, link }) => !!((wanted && address(link) === wanted) || (name && nameOf(title, employer) === name));
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
