/** The way to the server, and what is said when it cannot be reached. */
import { drawn } from "./answers.ts";
import { finishLeaving } from "./session.ts";
import { errorPage, type Sentence } from "./shell.ts";

const OFFLINE: Sentence = {
  status: 503,
  heading: "Du er offline",
  sentence: "Siden er ikke på din telefon endnu, så den kan først vises, når der er net.",
};
// A proxy's word for a server that is not there.
const UNREACHABLE: ReadonlySet<number> = new Set([502, 503, 504]);

/** A page from the server, or one that says that there is no connection. */
export async function fromServer(request: Request): Promise<Response> {
  try {
    await finishLeaving();
    return await fetch(request);
  } catch {
    return drawn(await errorPage(OFFLINE), OFFLINE.status);
  }
}

/** Sends a form on to the server; null when it cannot be reached. Only for one that a page of ours has sent. */
export async function sendOn(form: Request): Promise<Response | null> {
  const response = await fetch(form).catch(() => null);
  return response && !UNREACHABLE.has(response.status) ? response : null;
}
