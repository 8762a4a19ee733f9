/** «Læg Konkret på din startskærm»: where the browser offers it. */
import { button, place } from "./says.ts";

/** What Chromium says when it could install the page (not in TypeScript's library). */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

export function installButton(): void {
  const where = place("install");
  if (!where) return;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    where.hidden = false;
    button(where, "install", () => {
      void (event as InstallOffer).prompt();
      where.hidden = true;
    });
  });
}
