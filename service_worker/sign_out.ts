/** Signing out, on the server and here, also without a connection. */
import { drawn } from "./answers.ts";
import { keep } from "./kept.ts";
import { unsubscribe } from "./notify.ts";
import { nobody } from "./session.ts";
import { errorPage } from "./shell.ts";

const SIGNED_OUT = {
  status: 503,
  heading: "Du er logget ud på denne telefon",
  sentence: "Konkret får besked, når der er net igen.",
  back: "/log-ind",
};

/**
 * From this call on nothing of the record is drawn here, and no reminder reaches this browser. The server's own answer
 * is handed on; without a connection it is told later.
 */
export async function signOut(request: Request): Promise<Response> {
  await Promise.all([nobody({ leaving: true }), unsubscribe().catch(() => undefined)]);
  try {
    const response = await fetch(request);
    if (response.type === "opaqueredirect") await keep({ leaving: false });
    return response;
  } catch {
    return drawn(await errorPage(SIGNED_OUT), SIGNED_OUT.status);
  }
}
