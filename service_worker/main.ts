/** The service worker: what it listens to. */
import { answerForm, formAt } from "./forms.ts";
import { heed } from "./messages.ts";
import { show } from "./notify.ts";
import { isDrawnHere, page } from "./pages.ts";
import { asset } from "./precache.ts";
import { sortOf } from "./requests.ts";
import { rest } from "./routes/rest.ts";
import { changeHands } from "./session.ts";
import { sync, SYNC_TAG, syncInBackground } from "./sync.ts";
import { activate, install, letSuccessorIn } from "./update.ts";

/** Chromium's, and not in TypeScript's library. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

declare const self: ServiceWorkerGlobalScope & {
  addEventListener(type: "sync", listener: (event: SyncEvent) => void): void;
};

const signOut = rest(() => import("./sign_out.ts"))("signOut");
const tapped = rest(() => import("./tapped.ts"))("tapped");
const subscribeAgain = rest(() => import("./subscribe.ts"))("subscribeAgain");

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

// What is not answered here, and is decided on before anything is awaited, goes to the server untouched.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (sortOf(request, self.location.origin)) {
    case "asset":
      return event.respondWith(asset(request));
    case "page":
      letSuccessorIn();
      return event.respondWith(page(request));
    case "part":
      if (isDrawnHere(request)) event.respondWith(page(request));
      return;
    case "form":
      return form(event);
    case "sign-out":
      return event.respondWith(signOut(request));
    case "leaving":
    case "sign-in":
      return event.waitUntil(changeHands());
  }
});

self.addEventListener("message", (event) => event.waitUntil(heed(event)));
self.addEventListener("sync", (event) => {
  if (event.tag === SYNC_TAG) event.waitUntil(syncInBackground());
});
// What a notice is about is fetched with it, so that it is there when the notice is tapped without a connection.
self.addEventListener("push", (event) => event.waitUntil(Promise.all([show(event.data?.text()), sync()])));
self.addEventListener("notificationclick", (event) => event.waitUntil(tapped(event)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));

function form(event: FetchEvent): void {
  const found = formAt(event.request);
  if (!found) return;
  const answer = answerForm(event.request, found);
  event.respondWith(answer);
  event.waitUntil(answer.then(() => sync()));
}
