/** The way to the server, and what is said when it cannot be reached. */
import { drawn } from "./answers.ts";
import { recall } from "./kept.ts";
import { finishLeaving } from "./session.ts";
import { errorPage, type Sentence } from "./shell.ts";

const OFFLINE: Sentence = {
  status: 503,
  heading: "Du er offline",
  sentence: "Siden er ikke hentet her endnu, så den kan først vises, når der er net.",
};
// Who signed out here, or was signed out, may have changes that wait.
const WITHOUT_RECORD: Sentence = {
  ...OFFLINE,
  sentence: "Siden kan først vises, når der er net. Det, du har gemt, er her endnu.",
};
const SHARED = "/joblog/del";
// A proxy's word for a server that is not there.
const UNREACHABLE: ReadonlySet<number> = new Set([502, 503, 504]);

/** A page from the server, or one that says that there is no connection. */
export async function fromServer(request: Request): Promise<Response> {
  try {
    await finishLeaving();
    return await fetch(request);
  } catch {
    const { signed, former } = await recall();
    const { pathname, searchParams } = new URL(request.url);
    // What another app shares is nowhere else once that app is left.
    const kept = pathname === SHARED ? [...searchParams.values()].map((text) => ["Delt", text] as const) : [];
    return drawn(await errorPage({ ...(former && !signed ? WITHOUT_RECORD : OFFLINE), kept }), OFFLINE.status);
  }
}

/** Sends on to the server; null when it cannot be reached. A form only when a page of ours has sent it. */
export async function sendOn(request: Request): Promise<Response | null> {
  const response = await fetch(request).catch(() => null);
  return response && !UNREACHABLE.has(response.status) ? response : null;
}
