/** «Mere»: where sync stands, and what to do with a change that was not accepted. */
import { freshId } from "../clock.ts";
import { ownEntry } from "../commands/index.ts";
import { shell } from "../shell.ts";
import { morePage } from "../views/more.ts";
import { type Draw, one, type Read, wholeNumber } from "./route.ts";

export const show: Draw = async (ask) => {
  const { signed, status, client } = ask;
  const { mutations: unsent } = await client.exportUnsent();
  const told = { name: signed.name, vapidKey: signed.vapid_key, lastSync: status.lastSync, unsent };
  return ["pages/more.html", morePage(shell(ask, "Mere", "more"), ask.record, told)];
};

/** «Behold som egen registrering», or «Fjern». */
export const settle: Read = (ask, typed) => {
  const number = wholeNumber(one(ask, "number"));
  const judged = [...ask.status.refused, ...ask.status.parked].find((each) => each.number === number);
  if (!judged) return { to: "/mere" };
  const own = typed["choice"] === "own" ? ownEntry(judged, ask.record, freshId(ask.now)) : null;
  if (own) return { mutation: own, settles: number, to: `/joblog`, flash: "Gemt som din egen registrering." };
  return { settles: number, to: "/mere", flash: "Ændringen er fjernet." };
};
