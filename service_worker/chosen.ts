/** Files chosen on this phone, kept here until the server has them: each person's in a data base of their own. */
import { Database, promised } from "../sync/client/database.ts";
import type { Chosen } from "./domain/attachment.ts";
import { keep, recall } from "./kept.ts";

const databases: Record<string, Database> = {};

/** Everything of `person` that the server does not have, oldest first. Rejects when the storage cannot be read. */
export async function chosenBy(person: string): Promise<Chosen[]> {
  const found = await of(person).read((transaction) => promised<Chosen[]>(store(transaction).getAll()));
  await count(person, found);
  return found.sort((one, other) => one.made_at - other.made_at);
}

/** On the disk when it resolves. Rejects when there is no room for it. */
export async function put(person: string, file: Chosen): Promise<void> {
  // What is counted and not there is found out at the next sync; what is there and not counted would wait for ever.
  await count(person, [...(await chosenBy(person)).filter(({ id }) => id !== file.id), file]);
  await change(person, (files) => files.put(file));
}

/** Lets go of them. */
export async function drop(person: string, ids: readonly string[]): Promise<void> {
  await change(person, (files) => ids.forEach((id) => files.delete(id)));
}

async function change(person: string, work: (files: IDBObjectStore) => void): Promise<void> {
  try {
    await of(person).write(async (transaction) => work(store(transaction)), "strict");
  } finally {
    await chosenBy(person);
  }
}

/** The worker itself remembers how many there are: with none, no start of it has to look. */
async function count(person: string, files: readonly Chosen[]): Promise<void> {
  const refused = files.filter(({ reason }) => reason).length;
  const counts = { waiting: files.length - refused, refused };
  const before = (await recall()).files;
  if (JSON.stringify(before[person] ?? { waiting: 0, refused: 0 }) !== JSON.stringify(counts)) {
    await keep({ files: { ...before, [person]: counts } });
  }
}

function of(person: string): Database {
  return (databases[person] ??= new Database(`files-${person}`, (created) => {
    created.createObjectStore("files", { keyPath: "id" });
  }));
}

function store(transaction: IDBTransaction): IDBObjectStore {
  return transaction.objectStore("files");
}
