/** Whose record was erased: what they wrote on this phone and the server never accepted is still theirs to copy. */
import { open } from "../sync/client/index.ts";
import type { Page } from "./answers.ts";
import { chosenBy } from "./chosen.ts";
import { mutators, textOf, wordsOf } from "./commands/index.ts";
import { recordFrom } from "./domain/record.ts";
import { errorPage } from "./shell.ts";

const ERASED = {
  status: 410,
  heading: "Dine oplysninger er slettet",
  sentence: "Din sag i Konkret er slettet. Den er også fjernet herfra.",
  back: "/log-ind",
};

/** The page that says so to `person`. */
export async function rescued(person: string): Promise<Page> {
  return errorPage({ ...ERASED, kept: [...(await texts(person)), ...(await names(person))] });
}

async function texts(person: string): Promise<[label: string, text: string][]> {
  const record = open({ person, mutators });
  try {
    const { mutations } = await record.exportUnsent();
    const labelled = mutations.map((one): [string, string] => [wordsOf(one, recordFrom(new Map())), textOf(one)]);
    return labelled.filter(([, text]) => text);
  } finally {
    record.close();
  }
}

/** Of the files that they chose: those themselves are still where they were chosen. */
async function names(person: string): Promise<[label: string, text: string][]> {
  const chosen = await chosenBy(person).catch(() => []);
  return chosen.map(({ name }) => ["Bilag", name]);
}
