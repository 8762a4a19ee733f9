/** «Mit forløb»: the citizen's course, being prepared for a meeting of it, coming to it, and wishes. */
import { render } from "compiled-templates-rest";
import { freshId } from "../clock.ts";
import { shell } from "../shell.ts";
import { coursePage } from "../views/course.ts";
import type { Texts } from "../views/form.ts";
import { type Draw, one, type Read, wholeNumber } from "./route.ts";

/** The line of meetings, and the citizen's wishes. */
export const show: Draw = (ask, faulty) => {
  const moving = faulty?.typed["flyt"] || ask.query["flyt"];
  const asked = { ...ask, fresh: faulty?.typed["id"] || freshId(ask.now), moving, faulty };
  return ["pages/course.html", coursePage(shell(ask, "Mit forløb", "course"), ask.record, asked), render];
};

/** «Jeg har forberedt mig», or not after all; back to the page that it was said on. */
export const getReady: Read = (ask, typed) => {
  const meeting = one(ask, "meeting");
  const args = { meeting, ready: typed["ready"] === "1" };
  return { mutation: { name: "meeting.ready", args }, to: saidOn(typed, meeting) };
};

/** «Jeg kommer», or not after all; back to the page that it was said on. */
export const come: Read = (ask, typed) => {
  const meeting = one(ask, "meeting");
  const args = { meeting, booked_at: wholeNumber(typed["booked_at"]), comes: typed["comes"] === "1" };
  return { mutation: { name: "meeting.come", args }, to: saidOn(typed, meeting) };
};

/** A wish; the same form sent twice makes one. */
export const wish: Read = (_, typed) => {
  const args = Object.fromEntries(["id", "kind", "meeting", "text", "link", "day"].map((name) => [name, typed[name] ?? ""]));
  return { mutation: { name: "wish.make", args }, to: `/forloeb#w-${args["id"]}` };
};

/** Takes a wish back that nobody has answered. */
export const withdraw: Read = (ask) => ({
  mutation: { name: "wish.withdraw", args: { id: one(ask, "wish") } },
  to: "/forloeb#oensker",
});

/** The meeting on the page that a form of it stood on. */
function saidOn({ page }: Texts, meeting: string): string {
  return `${page === "course" ? "/forloeb" : "/"}#m-${meeting}`;
}
