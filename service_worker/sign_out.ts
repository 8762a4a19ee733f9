/** Signing out, on the server and here, also without a connection. */
import { render } from "compiled-templates-rest";
import { drawn, type Page } from "./answers.ts";
import { keep, recall } from "./kept.ts";
import { unsubscribe } from "./notify.ts";
import { changeHands, recordOf, signedIn } from "./session.ts";
import { errorPage, shell, syncLine } from "./shell.ts";
import { sendRest } from "./unsent.ts";

const SIGNED_OUT = {
  status: 503,
  heading: "Du er logget ud her",
  sentence: "Konkret får besked, når der er net igen.",
  back: "/log-ind",
};

/**
 * Signs out, but asks first when something is not sent: a page's script asks before it sends the form, and where there
 * is none nobody has. The server's own answer is handed on; without a connection it is told later.
 */
export async function signOut(request: Request): Promise<Response> {
  const question = (await isDecided(request.clone())) ? null : await whatIsLeft().catch(() => null);
  return question ? drawn(question) : leave(request);
}

/** From this call on nothing of the record is drawn here, and no reminder reaches this browser. */
async function leave(request: Request): Promise<Response> {
  await Promise.all([changeHands({ leaving: true }), unsubscribe().catch(() => undefined)]);
  try {
    const response = await fetch(request);
    if (response.type === "opaqueredirect") await keep({ leaving: false });
    return response;
  } catch {
    return drawn(await errorPage(SIGNED_OUT), SIGNED_OUT.status);
  }
}

async function isDecided(form: Request): Promise<boolean> {
  const fields = await form.formData().catch(() => new FormData());
  return fields.has("anyway");
}

/** The page that asks; null when everything could be sent. */
async function whatIsLeft(): Promise<Page | null> {
  const signed = await signedIn();
  if (!signed || !(await sendRest())) return null;
  const now = Date.now();
  const sync = syncLine(await recordOf(signed).status(), now, (await recall()).files[signed.person]);
  return ["pages/leave.html", { shell: shell({ signed, now, sync, flash: "" }, "Log ud", "more") }, render];
}
