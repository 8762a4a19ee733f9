/** «Læg Konkret på din startskærm»: a button where the browser offers it, words where it never does. */
import { isBareIphone, isInstalled } from "./browser.ts";
import { button, place, say } from "./says.ts";

/** What Chromium says when it could install the page (not in TypeScript's library). */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

export function installCard(): void {
  const where = place("install");
  if (!where || isInstalled()) return;
  const show = (what: string): void => {
    say(where, what);
    where.hidden = false;
  };
  if (!("onbeforeinstallprompt" in window)) return show(isBareIphone() ? "share" : "menu");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    show("offered");
    button(where, "install", () => {
      void (event as InstallOffer).prompt();
      where.hidden = true;
    });
  });
}
