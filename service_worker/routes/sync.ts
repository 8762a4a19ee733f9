/** «Synkronisering»: where sync stands, and what to do with a change that was not accepted. */
import { render } from "compiled-templates-rest";
import type { State } from "../../sync/client/index.ts";
import { within } from "../../sync/client/within.ts";
import { chosenBy } from "../chosen.ts";
import { freshId } from "../clock.ts";
import { ownEntry } from "../commands/index.ts";
import type { Chosen } from "../domain/attachment.ts";
import { recordFrom } from "../domain/record.ts";
import { localDate } from "../domain/time.ts";
import { unsentFile } from "../file.ts";
import type { Signed } from "../kept.ts";
import { room } from "../room.ts";
import { recordOf } from "../session.ts";
import { shell } from "../shell.ts";
import { sync } from "../sync.ts";
import { syncPage } from "../views/sync.ts";
import { type Draw, one, type Read, type Save, wholeNumber } from "./route.ts";

const PAGE = "/synkronisering";
const SEND_MS = 8_000;
const LATER = "Det lykkedes ikke lige nu. Konkret prøver igen af sig selv.";
const SAID: Partial<Record<State, string>> = {
  idle: "Alt er sendt.",
  offline: "Der er ingen forbindelse lige nu. Det bliver sendt af sig selv, når der er net.",
  "signed-out": "Du skal logge ind, før det kan sendes.",
  update: "Konkret skal opdateres, før det kan sendes.",
};

export const show: Draw = async (ask) => {
  const { status, client, signed } = ask;
  const [{ mutations: unsent }, chosen, here] = await Promise.all([client.exportUnsent(), chosenOf(signed), room()]);
  const { lastSync, overwrote } = status;
  const told = { lastSync, unsent, overwrote, chosen, room: here };
  return ["pages/sync.html", syncPage(shell(ask, "Synkronisering", "more"), ask.record, told), render];
};

/** What is not sent, as a file. */
export const file: Save = async (signed, { now }) => {
  const client = recordOf(signed);
  const [unsent, chosen] = await Promise.all([client.exportUnsent(), chosenOf(signed)]);
  // Rows that cannot be read are missing in the words only.
  const rows = await client.rows().then((view) => view.rows).catch(() => new Map<string, never>());
  const content = unsentFile({ ...unsent, chosen }, recordFrom(rows), { name: signed.name, now });
  return { name: `konkret-ikke-sendt-${localDate(now)}.txt`, content };
};

/** Where files cannot be read the changes can be still. */
const chosenOf = ({ person }: Signed): Promise<Chosen[]> => chosenBy(person).catch(() => []);

/** «Send nu»: says how it ended. */
export const send: Read = async () => {
  const state = await within(SEND_MS, sync()).catch(() => null);
  return { to: PAGE, flash: (state && SAID[state]) ?? LATER };
};

/** «Behold som egen registrering», or «Fjern». */
export const settle: Read = (ask, typed) => {
  const number = wholeNumber(one(ask, "number"));
  const { refused, parked, overwrote } = ask.status;
  if (overwrote.some((each) => each.number === number)) return { settles: number, to: PAGE, flash: "Teksten er fjernet." };
  const judged = [...refused, ...parked].find((each) => each.number === number);
  if (!judged) return { to: PAGE };
  const own = typed["choice"] === "own" ? ownEntry(judged, ask.record, freshId(ask.now)) : null;
  if (own) return { mutation: own, settles: number, to: `/joblog`, flash: "Gemt som din egen registrering." };
  return { settles: number, to: PAGE, flash: "Ændringen er fjernet." };
};
