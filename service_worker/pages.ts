/** Pages, drawn from the record on this phone wherever it has one. */
import { attachment, drawn } from "./answers.ts";
import { asking, type Params } from "./asking.ts";
import { recall } from "./kept.ts";
import { fromServer, sendOn } from "./network.ts";
import { ROUTES } from "./routes/index.ts";
import { rest } from "./routes/rest.ts";
import { match, type Save } from "./routes/route.ts";
import { signedIn } from "./session.ts";

/** What the phone can answer by itself. `isBehind`: it has no room for what the server has told since. */
interface Own {
  readonly response: Response | null;
  readonly isBehind: boolean;
}

const SIGN_IN = "/log-ind";
const rescued = rest(() => import("./rescued.ts"))("rescued");

/** Whether the record has pages of that address. */
export function isDrawnHere({ method, url }: Request): boolean {
  return match(ROUTES, method, new URL(url).pathname) !== null;
}

/** The page from the record; from the server where there is no record, or nothing of that address in it. */
export async function page(request: Request): Promise<Response> {
  const own = await fromRecord(request);
  if (!own?.response) return (await ofTheErased(request)) ?? fromServer(request);
  return own.isBehind ? ((await sendOn(request)) ?? own.response) : own.response;
}

/** What the erased one reads until somebody signs in here, which stays possible: somebody else may want to. */
async function ofTheErased({ url, mode }: Request): Promise<Response | null> {
  if (mode !== "navigate" || new URL(url).pathname === SIGN_IN) return null;
  const { erased } = await recall();
  const page = erased && (await rescued(erased).catch(() => null));
  return page ? drawn(page, 410) : null;
}

async function fromRecord({ method, url, mode }: Request): Promise<Own | null> {
  const { pathname, searchParams } = new URL(url);
  const found = match(ROUTES, method, pathname);
  if (!found) return null;
  const { draw, save, phoneOnly } = found.route;
  try {
    if (save) return { response: await saved(save, found.params), isBehind: false };
    const ask = draw && (await asking(found.params, { flashes: mode === "navigate", query: Object.fromEntries(searchParams) }));
    if (!ask) return null;
    return { response: drawn(await draw(ask)), isBehind: !phoneOnly && ask.status.state === "storage" };
  } catch (fault) {
    console.error(fault);
    return null;
  }
}

async function saved(save: Save, params: Params): Promise<Response | null> {
  const signed = await signedIn();
  const file = signed && (await save(signed, { now: Date.now(), params }));
  return file && attachment(file);
}
