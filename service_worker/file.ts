/** What the server does not have, as a file: for the person in words, and behind them the same for a program. */
import type { Unsent, UnsentMutation } from "../sync/client/index.ts";
import { textOf, wordsOf } from "./commands/index.ts";
import type { Chosen } from "./domain/attachment.ts";
import type { CitizenRecord } from "./domain/record.ts";
import { local } from "./domain/time.ts";
import { fileWords } from "./views/attachments.ts";
import { reasonOf } from "./views/status.ts";

/** Whose it is, and the instant it is. */
interface Heading {
  readonly name: string;
  readonly now: number;
}

/** Files are named: they themselves are saved one by one. */
export function unsentFile({ chosen, ...unsent }: Unsent & { chosen: readonly Chosen[] }, record: CitizenRecord, { name, now }: Heading): string {
  const changes = unsent.mutations.map((one) => inWords(wordsOf(one, record), one, textOf(one)));
  const files = chosen.map((one) => inWords(fileWords(one, record), { ...one, state: one.reason ? "refused" : "waiting" }));
  return [
    `Konkret: det, der ikke er sendt. ${name}, ${moment(now)}.`,
    ...(changes.length + files.length ? [...changes, ...files] : ["Alt er sendt."]),
    "Det samme til et program:",
    `${JSON.stringify({ ...unsent, files: chosen.map(named) }, null, 2)}\n`,
  ].join("\n\n");
}

function named({ id, entry, name, role, made_at, content, reason }: Chosen): object {
  return { id, entry, name, role, made_at, bytes: content.size, reason };
}

function inWords(what: string, one: Pick<UnsentMutation, "state" | "reason" | "made_at">, typed = ""): string {
  const stands = one.state === "waiting" ? "Venter på at blive sendt." : `Ikke godtaget: ${reasonOf(one)}`;
  return [what, `Gemt ${moment(one.made_at)}. ${stands}`, typed].filter(Boolean).join("\n");
}

/** `2026-11-25 kl. 13.48`: dates as a file is sorted by. */
function moment(instant: number): string {
  return local(instant).replace("T", " kl. ").replace(":", ".");
}
