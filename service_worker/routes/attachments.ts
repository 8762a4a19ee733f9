/** A file chosen for an entry: kept on this phone until it is sent, taken back, or saved somewhere else. */
import { chosenBy, drop, put } from "../chosen.ts";
import { freshId } from "../clock.ts";
import { check, digestOf, mustBeNew, mustHaveRoom } from "../domain/enclosing.ts";
import { Invalid } from "../domain/errors.ts";
import { entryOf } from "./entry.ts";
import { one, type Read, type Save } from "./route.ts";

const NO_ROOM = "Der er ikke plads til filen her. Læg den ved, når der er net.";
const HEADER_BYTES = 8;

/** Encloses a file. What the storage here does not take goes to the server, if that can be reached. */
export const attach: Read = async (ask, { role = "" }, sent) => {
  const { signed, record, now } = ask;
  const { id: entry } = entryOf(ask);
  const header = new Uint8Array((await sent?.slice(0, HEADER_BYTES).arrayBuffer()) ?? []);
  const checked = check(sent ?? new File([], ""), header, role);
  const chosen = await chosenBy(signed.person);
  const file = { ...checked, id: freshId(now), entry, content: sent!, digest: await digestOf(sent!), made_at: now, reason: "", faults: 0 };
  mustBeNew(record.attachments, chosen, file);
  mustHaveRoom(record.attachments, chosen, entry);
  await put(signed.person, file).catch((fault) => {
    if (navigator.onLine) throw fault;
    throw new Invalid({ file: NO_ROOM });
  });
  return { to: `/joblog/${entry}#attachments` };
};

/** «Fortryd», or «Fjern» when it was not accepted. */
export const takeBack: Read = async (ask, { entry }) => {
  await drop(ask.signed.person, [one(ask, "file")]);
  return entry ? { to: `/joblog/${entry}#attachments` } : { to: "/synkronisering", flash: "Filen er fjernet." };
};

/** The file itself. */
export const save: Save = async ({ person }, { params }) => {
  const file = (await chosenBy(person)).find(({ id }) => id === params["file"]);
  return file ? { name: file.name, content: file.content } : null;
};
