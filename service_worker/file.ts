/** What the server does not have, as a file: for the person in words, and behind them the same for a program. */
import type { Unsent, UnsentMutation } from "../sync/client/index.ts";
import { textOf, wordsOf } from "./commands/index.ts";
import type { CitizenRecord } from "./domain/record.ts";
import { local } from "./domain/time.ts";
import { reasonOf } from "./views/status.ts";

/** Whose it is, and the instant it is. */
interface Heading {
  readonly name: string;
  readonly now: number;
}

export function unsentFile(unsent: Unsent, record: CitizenRecord, { name, now }: Heading): string {
  const changes = unsent.mutations.map((one) => inWords(one, record));
  return [
    `Konkret: det, der ikke er sendt. ${name}, ${moment(now)}.`,
    ...(changes.length ? changes : ["Alt er sendt."]),
    "Det samme til et program:",
    `${JSON.stringify(unsent, null, 2)}\n`,
  ].join("\n\n");
}

function inWords(one: UnsentMutation, record: CitizenRecord): string {
  const stands = one.state === "waiting" ? "Venter på at blive sendt." : `Ikke godtaget: ${reasonOf(one)}`;
  return [wordsOf(one, record), `Gemt ${moment(one.made_at)}. ${stands}`, textOf(one)].filter(Boolean).join("\n");
}

/** `2026-11-25 kl. 13.48`: dates as a file is sorted by. */
function moment(instant: number): string {
  return local(instant).replace("T", " kl. ").replace(":", ".");
}
