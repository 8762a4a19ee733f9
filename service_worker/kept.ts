/** The little that the worker itself remembers, beside the records: who is signed in here. */
import { Database, promised } from "../sync/client/database.ts";

/** Who is signed in, as `GET /session` tells it. */
export interface Signed {
  readonly person: string;
  readonly name: string;
  readonly role: "citizen" | "caseworker" | "operator";
  /** What forms and syncs of this session carry. */
  readonly token: string;
  /** The public key of the deployment's Web Push, base64url. */
  readonly vapid_key: string;
}

export interface Kept {
  /** The citizen whose record is drawn here. */
  readonly signed: Signed | null;
  /** The id of the last one there was. */
  readonly former: string;
  /** Somebody signed out here without a connection, and the server does not know yet. */
  readonly leaving: boolean;
  /** The id of the one whose record the server has erased, "" once somebody is signed in here again. */
  readonly erased: string;
  /** A sentence for the next page that is drawn. */
  readonly flash: string;
  /** What is known of each person's files on this phone. */
  readonly files: Readonly<Record<string, Files>>;
}

/** Counts of files: those on their way, and those that the server did not take; and by id, those that it has. */
export interface Files {
  readonly waiting: number;
  readonly refused: number;
  readonly sent?: Readonly<Record<string, Sent>>;
}

/** In which life of its data base the server took it, and from when on (Unix ms) it is in every backup. */
export interface Sent {
  readonly epoch: string | null;
  readonly until: number;
}

const NOTHING: Kept = { signed: null, former: "", leaving: false, erased: "", flash: "", files: {} };

const database = new Database("konkret", (created) => {
  created.createObjectStore("kept");
});

let kept: Promise<Kept> | undefined;
let written: Promise<void> = Promise.resolve();

/** What is remembered; nothing where the browser lets nothing be stored. */
export function recall(): Promise<Kept> {
  return (kept ??= database
    .read((transaction) => promised<Kept | undefined>(transaction.objectStore("kept").get("kept")))
    .then((found) => ({ ...NOTHING, ...found }))
    .catch(() => NOTHING));
}

/** Remembers: at once for everything that recalls after this call, and on the disk when it resolves. Never rejects. */
export function keep(change: Partial<Kept>): Promise<void> {
  const changed = recall().then((before) => ({ ...before, ...change }));
  kept = changed;
  return (written = written.then(async () => {
    const latest = await recall();
    await database.write(async (transaction) => transaction.objectStore("kept").put(latest, "kept"), "strict");
  }).catch(() => undefined));
}
