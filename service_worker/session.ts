/** Whose record this browser shows: adopted from the server's word, let go of when somebody signs in or out. */
import { type Client, open } from "../sync/client/index.ts";
import { within } from "../sync/client/within.ts";
import { showNone, showOpen } from "./badge.ts";
import { mutators } from "./commands/index.ts";
import { keep, recall, type Signed } from "./kept.ts";
import { unsubscribe } from "./notify.ts";
import { openIds, tellPages } from "./windows.ts";

const PATIENCE_MS = 10_000;

let client: Client | undefined;
let changes = 0;
/** Those that were open when somebody last signed in or out. */
let earlierPages: Promise<ReadonlySet<string>> = Promise.resolve(new Set());

/** The citizen whose record is drawn here, or null: then only the server draws. */
export async function signedIn(): Promise<Signed | null> {
  return (await recall()).signed;
}

/** The record of whoever is signed in. */
export function recordOf({ person }: Signed): Client {
  if (client?.person !== person) {
    client?.close();
    const onChange = (): void => {
      tellPages();
      void count();
    };
    client = open({ person, mutators, fetch: (url, init) => fetchAs(person, url, init), onChange });
  }
  return client;
}

/** Has the app's icon say how much is open. Never rejects. */
export async function count(): Promise<void> {
  const record = client;
  if (record) await showOpen(record, () => client === record);
}

/**
 * Somebody is signing in or out: from this call on the server draws. What was not sent stays on the phone for its own
 * person. `leaving`: the server does not know of it.
 */
export function changeHands({ leaving = false } = {}): Promise<void> {
  earlierPages = openIds();
  return nobody({ leaving });
}

/** Nobody's record is drawn from this call on. */
export async function nobody({ leaving = false } = {}): Promise<void> {
  changes++;
  client?.close();
  client = undefined;
  await Promise.all([keep({ signed: null, leaving }), showNone()]);
}

/** The server has erased the record of `person`: nothing of it is drawn here any more. */
export async function erased({ person }: Signed): Promise<void> {
  await nobody();
  await Promise.all([keep({ erased: person }), unsubscribe().catch(() => undefined)]);
}

/**
 * The page of that id is open, and says that it is `person`'s: asks the server who is signed in, unless that is known.
 * Resolves to who it is. What a page from before the last sign-in or sign-out says is out of date: while that is on its
 * way, the server would still name the one before.
 */
export async function adopt(person: string, page = ""): Promise<Signed | null> {
  if ((await earlierPages).has(page)) return signedIn();
  const { signed, former } = await recall();
  if (signed?.person === person && (await recordOf(signed).status().catch(() => null))?.state !== "signed-out") return signed;
  const asked = changes;
  const response = await within(PATIENCE_MS, fetch("/session", { cache: "no-store" }));
  if (!response.ok) return signed;
  const found = (await response.json()) as Signed;
  // Somebody signed in or out while the server was asked, or while the former one's reminders were ended.
  const isOld = (): boolean => asked !== changes;
  if (isOld()) return signedIn();
  if (former && found.person !== former) await unsubscribe().catch(() => undefined);
  if (isOld()) return signedIn();
  if (found.role !== "citizen") {
    if (signed) await nobody();
    return null;
  }
  await keep({ signed: found, former: found.person, leaving: false, erased: "" });
  return found;
}

/** Tells the server of a sign-out that it has not heard of. Rejects without a connection. */
export async function finishLeaving(): Promise<void> {
  if (!(await recall()).leaving) return;
  await fetch("/log-ud", { method: "POST", redirect: "manual" });
  await keep({ leaving: false });
}

/** A change goes out under its own person's session or not at all. */
export async function fetchAs(person: string, url: string, init: RequestInit): Promise<Response> {
  const signed = await signedIn();
  if (signed?.person !== person) return new Response(null, { status: 401 });
  const headers = new Headers(init.headers);
  headers.set("x-konkret-token", signed.token);
  return fetch(url, { ...init, headers });
}
