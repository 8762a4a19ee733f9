/** Pages, drawn from the record on this phone wherever it has one. */
import { attachment, drawn } from "./answers.ts";
import { asking } from "./asking.ts";
import { fromServer } from "./network.ts";
import { ROUTES } from "./routes/index.ts";
import { match, type Save } from "./routes/route.ts";
import { signedIn } from "./session.ts";

/** Whether the record has pages of that address. */
export function isDrawnHere({ method, url }: Request): boolean {
  return match(ROUTES, method, new URL(url).pathname) !== null;
}

/** The page from the record; from the server where there is no record, or nothing of that address in it. */
export async function page(request: Request): Promise<Response> {
  return (await fromRecord(request)) ?? fromServer(request);
}

async function fromRecord({ method, url, mode }: Request): Promise<Response | null> {
  const found = match(ROUTES, method, new URL(url).pathname);
  if (!found) return null;
  const { draw, save } = found.route;
  try {
    if (save) return await saved(save);
    const ask = await asking(found.params, { flashes: mode === "navigate" });
    return ask && draw ? drawn(await draw(ask)) : null;
  } catch (fault) {
    console.error(fault);
    return null;
  }
}

async function saved(save: Save): Promise<Response | null> {
  const signed = await signedIn();
  return signed && attachment(await save(signed, Date.now()));
}
