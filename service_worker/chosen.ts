/** Files chosen on this phone, kept here until a backup of the server has them: each person's in a data base of their own. */
import { Database, promised } from "../sync/client/database.ts";
import type { Chosen } from "./domain/attachment.ts";
import { type Files, keep, recall, type Sent } from "./kept.ts";

const databases: Record<string, Database> = {};

/** Everything of `person` that the server does not have, oldest first. Rejects when the storage cannot be read. */
export async function chosenBy(person: string): Promise<Chosen[]> {
  const sent = await sentOf(person);
  return (await all(person)).filter(({ id }) => !sent[id]);
}

/** What of `person` the server has, newest first: kept here until it is in every backup, and how it stands. */
export async function sentBy(person: string): Promise<(readonly [Chosen, Sent])[]> {
  const sent = await sentOf(person);
  return (await all(person)).reverse().flatMap((file) => (sent[file.id] ? [[file, sent[file.id]!] as const] : []));
}

/** On the disk when it resolves. Rejects when there is no room for it, even without those that the server has. */
export async function put(person: string, file: Chosen): Promise<void> {
  // What is counted and not there is found out at the next sync; what is there and not counted would wait for ever.
  await count(person, [...(await all(person)).filter(({ id }) => id !== file.id), file]);
  try {
    await change(person, (files) => files.put(file));
  } catch (fault) {
    const sent = await sentBy(person);
    if (!sent.length) throw fault;
    await drop(person, sent.map(([{ id }]) => id));
    await change(person, (files) => files.put(file));
  }
}

/** The server has these, or (null) may have lost them. What this forgets is sent once more, which does nothing twice. */
export async function mark(person: string, ids: readonly string[], as: Sent | null): Promise<void> {
  const sent = { ...(await sentOf(person)) };
  for (const id of ids) {
    if (as) sent[id] = as;
    else delete sent[id];
  }
  await count(person, await all(person), sent);
}

/** Lets go of them. */
export async function drop(person: string, ids: readonly string[]): Promise<void> {
  if (ids.length) await change(person, (files) => ids.forEach((id) => files.delete(id)));
}

async function change(person: string, work: (files: IDBObjectStore) => void): Promise<void> {
  try {
    await of(person).write(async (transaction) => work(store(transaction)), "strict");
  } finally {
    await all(person);
  }
}

async function all(person: string): Promise<Chosen[]> {
  const found = await of(person).read((transaction) => promised<Chosen[]>(store(transaction).getAll()));
  await count(person, found);
  return found.sort((one, other) => one.made_at - other.made_at);
}

async function sentOf(person: string): Promise<NonNullable<Files["sent"]>> {
  return (await recall()).files[person]?.sent ?? {};
}

/** The worker itself remembers how many there are: with none, no start of it has to look. */
async function count(person: string, files: readonly Chosen[], marks?: Files["sent"]): Promise<void> {
  const known = marks ?? (await sentOf(person));
  const sent = Object.fromEntries(files.flatMap(({ id }) => (known[id] ? [[id, known[id]]] : [])));
  const refused = files.filter(({ reason }) => reason).length;
  const counts = { waiting: files.length - refused - Object.keys(sent).length, refused, ...(Object.keys(sent).length && { sent }) };
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
