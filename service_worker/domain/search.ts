/** What somebody looks for in a long joblog. The twin of `backend/domain/search.py`. */
import { isDate } from "./dates.ts";
import { CHANNELS, type Entry, GOALS } from "./joblog.ts";
import { STATUSES, WRONG_DATE } from "./step.ts";
import { apart, clean, Problems, TITLE } from "./text.ts";

/** `words` must all be there; the others are "" for any. `archived`: "" only what is not, "archived" only what is, or "all". */
export interface Search {
  readonly words: readonly string[];
  readonly status: string;
  readonly channel: string;
  readonly goal: string;
  readonly since: string;
  readonly until: string;
  readonly archived: string;
}

type Texts = Readonly<Record<string, string>>;

/** What a query asks for, and a sentence for each part that cannot be asked; that part is left out. */
export function searchOf(query: Texts): { search: Search; problems: Texts } {
  const problems = new Problems();
  const words = problems.written("q", query["q"] ?? "", TITLE);
  const [since, until] = [day(query, "since", problems), day(query, "until", problems)];
  const isTurned = since && until && until < since;
  if (isTurned) problems.add("until", "Slutdatoen ligger før startdatoen.");
  const search = {
    words: problems.fields["q"] ? [] : apart(words.toLowerCase()),
    status: oneOf(Object.keys(STATUSES), query["status"]),
    channel: oneOf(Object.keys(CHANNELS), query["channel"]),
    goal: oneOf(GOALS, query["goal"]),
    since: isTurned ? "" : since,
    until: isTurned ? "" : until,
    archived: oneOf(["archived", "all"], query["archived"]),
  };
  return { search, problems: problems.fields };
}

/** Whether the entry is looked for. What is only planned was never applied for in any way, nor on any day. */
export function matches(entry: Entry, { words, status, channel, goal, since, until, archived }: Search): boolean {
  const day = entry.applied_on;
  return (
    (archived === "all" || entry.archived_at > 0 === (archived === "archived")) &&
    (!status || status === entry.status) &&
    (!channel || (day !== "" && channel === entry.channel)) &&
    (!goal || goal === entry.goal) &&
    (!since || day >= since) &&
    (!until || (day !== "" && day <= until)) &&
    says(entry, words)
  );
}

function says({ title, employer, place, contact, note, private_note }: Entry, words: readonly string[]): boolean {
  if (!words.length) return true;
  const said = [title, employer, place, contact, note, private_note].join("\n").toLowerCase();
  return words.every((word) => said.includes(word));
}

function day(query: Texts, name: string, problems: Problems): string {
  const text = clean(query[name] ?? "");
  if (!text || isDate(text)) return text;
  problems.add(name, WRONG_DATE);
  return "";
}

function oneOf(choices: readonly string[], value = ""): string {
  return choices.includes(value) ? value : "";
}
