/**
 * What a page can do more with a script: work offline, follow along when something changes, remind.
 *
 * Everything works without it too. The words stand in the templates; a script only shows them. It finds its places by:
 *
 * - `<html data-person="…" data-role="citizen|caseworker|operator">`, `<main id="main">`, `<div id="sync-line">`
 * - `data-reminders="<public key>"` around «Slå påmindelser til», `data-install` around «Læg Konkret på din startskærm»,
 *   `data-evict` around what is told where the browser may clear what is kept, `data-protect` around what can be done
 *   about it, `data-leave` on the `<dialog>` that warns before signing out. In each of them `data-do="…"` is a button
 *   and `data-says="…"` a hidden sentence that is shown when it holds.
 * - `data-copy` around a text to copy, the button that copies it and what is said then.
 * - `data-elsewhere` on what the server drew without knowing what this browser keeps.
 * - `data-draft="<address>"` on a form that is kept while it is filled in.
 * - `data-keep` on `<main>` where it answers something sent, or holds what was typed and not kept: it is not fetched
 *   again.
 */
import { copying } from "./parts/copy.ts";
import { keepDrafts } from "./parts/draft.ts";
import { installCard } from "./parts/install.ts";
import { leaving } from "./parts/leave.ts";
import { follow } from "./parts/live.ts";
import { sendOnce } from "./parts/once.ts";
import { person, role } from "./parts/page.ts";
import { leave, refresh } from "./parts/refresh.ts";
import { reminders } from "./parts/reminders.ts";
import { place } from "./parts/says.ts";
import { storage } from "./parts/storage.ts";
import { startWorker, tell, whenAnswering, whenTakenOver } from "./parts/worker.ts";

const FOREGROUND_SYNC_MS = 60_000;

async function sync(): Promise<void> {
  if (role() !== "citizen" || !(await tell({ type: "sync", person: person() }))) await refresh();
}

/** Tells the worker whose page this is, and since when it may have missed something. */
function arrive(): void {
  void tell({ type: "adopt", person: person(), since: performance.timeOrigin });
}

function whenever(): void {
  const visible = (): boolean => document.visibilityState === "visible";
  addEventListener("online", () => {
    void sync();
    void refresh();
  });
  addEventListener("offline", refresh);
  // A page that comes back from the browser's memory may be another person's by now.
  addEventListener("pageshow", ({ persisted }) => persisted && refresh());
  document.addEventListener("visibilitychange", () => visible() && sync());
  if (role() === "citizen") setInterval(() => visible() && sync(), FOREGROUND_SYNC_MS);
}

/** The worker says when there is something new; pages say whose they are, and one that is another's is left at once. */
function listen(): void {
  const channel = new BroadcastChannel("konkret");
  // Other pages without a person do not know who is signed in: one that says «offline», for instance.
  if (person() || location.pathname === "/log-ind") channel.postMessage({ type: "here", person: person() });
  channel.addEventListener("message", ({ data }) => {
    if (!person()) return;
    if (data.type === "changed") void refresh();
    else if (data.type === "here" && data.person !== person()) leave("/");
  });
}

startWorker();
sendOnce();
listen();
installCard();
void reminders();
storage();
if (person()) {
  whenever();
  if (role() !== "operator") follow(sync);
  leaving();
}
if (role() === "caseworker") keepDrafts();
if (role() === "citizen") {
  arrive();
  copying();
  if (place("elsewhere")) whenAnswering(refresh);
  whenTakenOver(() => {
    arrive();
    void sync();
  });
}
