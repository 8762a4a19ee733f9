/** «In a few taps»: a job that another app shares, or that is at a link, becomes the form of an application. */
import { render } from "compiled-templates-rest";
import { freshId } from "../clock.ts";
import { asPlanned, shared } from "../domain/advert.ts";
import { jobAlike, lookAlike } from "../domain/repeat.ts";
import { shell } from "../shell.ts";
import { advertPage } from "../views/advert.ts";
import { entryPage, newPage } from "../views/entry.ts";
import type { Texts } from "../views/form.ts";
import type { Draw } from "./route.ts";

const UNREAD = "Du er offline, så opslaget kan ikke læses nu. Gem, og tryk på «Hent oplysninger», når der er net igen.";

/** What was shared, as the form of an application that is planned: so short that the way to keep it is in view. */
export const showShared: Draw = (ask) => {
  const typed = asPlanned(shared(ask.query));
  const problems: Texts = lookAlike(typed, ask.record.entries, "") || jobAlike(typed, ask.record) ? { anyway: "ja" } : {};
  const asked = { ...ask, id: freshId(ask.now), faulty: { typed, problems }, shown: 1 };
  return ["pages/entry.html", newPage(shell(ask, "Joblog", "joblog"), ask.record, asked), render];
};

/** The form of one link. */
export const showLink: Draw = (ask, faulty) => ["pages/advert.html", advertPage(shell(ask, "Joblog", "joblog"), faulty), render];

/** The form that a link was sent from, or that of a new entry: without a connection nothing is read. */
export const unread: Draw = (ask, faulty) => {
  const { typed } = faulty!;
  const id = typed["id"] || freshId(ask.now);
  const page = ask.record.entries.some((each) => each.id === id) ? entryPage : newPage;
  const again = { typed: typed["id"] ? typed : { ...typed, status: "planned" }, problems: {} };
  const asked = { ...ask, id, faulty: again, told: UNREAD };
  return ["pages/entry.html", page(shell(ask, "Joblog", "joblog"), ask.record, asked), render];
};
