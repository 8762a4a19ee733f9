/** Forms: checked by the domain's own rules, saved on this phone, and answered before the server has heard of them. */
import type { Draft, Rows } from "../sync/client/index.ts";
import { within } from "../sync/client/within.ts";
import { drawn, seeOther } from "./answers.ts";
import { type Ask, asking } from "./asking.ts";
import { mutators } from "./commands/index.ts";
import { DomainError, Invalid, NotFound } from "./domain/errors.ts";
import { keep } from "./kept.ts";
import { sendOn } from "./network.ts";
import { ROUTES } from "./routes/index.ts";
import { type Change, match, type Match, type Route } from "./routes/route.ts";
import { errorPage } from "./shell.ts";
import { sync } from "./sync.ts";
import type { Texts } from "./views/form.ts";

const CATCH_UP_MS = 3_000;
// What was typed is shown again in words a person knows; hidden fields are not shown at all.
const LABELS: Readonly<Record<string, string>> = {
  title: "Titel",
  employer: "Arbejdsgiver",
  place: "Sted",
  link: "Link",
  applied_on: "Dato",
  note: "Note",
  private_note: "Til dig selv",
  contact: "Kontaktperson",
  reason: "Grund",
  text: "Ønske",
  day: "Dag",
  answer: "Svar",
  why: "Hvorfor",
  occupation: "Job",
  file: "Fil, der skal vælges igen",
};
const NOT_SAVED = {
  status: 503,
  heading: "Det blev ikke gemt",
  sentence: "Det kunne ikke gemmes her, og Konkret kan ikke nås. Det, du skrev, står her: prøv igen, når der er net.",
};

/** A form that is being answered. */
interface Sent {
  readonly route: Route;
  readonly ask: Ask;
  readonly typed: Texts;
}

/** Where a form goes; null when it is the server's alone. */
export function formAt({ method, url }: Request): Match | null {
  const found = match(ROUTES, method, new URL(url).pathname);
  return found?.route.read || found?.route.offline ? found : null;
}

/** Answers a form that a page of ours has sent. What this phone cannot decide or save goes to the server. */
export async function answerForm(request: Request, { route, params }: Match): Promise<Response> {
  const form = await request.clone().formData().catch(() => new FormData());
  const typed = fieldsOf(form);
  const sent = form.get("file");
  const ask = await asking(params).catch(() => null);
  // The token of an earlier session: the server knows what to make of it.
  if (!ask || typed["token"] !== ask.signed.token) return passedOn(request, typed);
  if (route.offline) return (await sendOn(request)) ?? drawn(await route.offline(ask, { typed, problems: {} }));
  try {
    return seeOther(await carryOut(await route.read!(ask, typed, sent instanceof File ? sent : undefined), ask));
  } catch (fault) {
    return (await refusal(fault, { route, ask, typed })) ?? passedOn(request, typed);
  }
}

function fieldsOf(form: FormData): Texts {
  const fields: Record<string, string> = {};
  for (const [name, sent] of form) {
    // No browser chooses a file again by itself: its name says which one it was.
    const text = typeof sent === "string" ? sent : sent.name;
    // No data base takes a zero byte: better gone here, as the rules have it, than refused when it arrives.
    fields[name] = text.replaceAll("\r\n", "\n").replaceAll("\0", "");
  }
  return fields;
}

/** Saves a change and resolves to where it leads. Throws what the domain throws, and NotSaved. */
async function carryOut({ mutation, settles, to, flash }: Change, { client, view, now }: Ask): Promise<string> {
  if (mutation) rehearse(mutation, view.rows, now);
  if (mutation && settles) await client.replace(settles, mutation, now);
  else if (mutation) await client.mutate([mutation], now);
  else if (settles) await client.dismiss(settles);
  if (flash) void keep({ flash });
  return to;
}

/** Throws what the mutation would throw, and changes nothing. */
function rehearse({ name, args }: NonNullable<Change["mutation"]>, rows: Rows, now: number): void {
  const draft: Draft = {
    get: (kind, id) => rows.get(kind)?.get(id),
    all: (kind) => [...(rows.get(kind)?.values() ?? [])],
    put: () => undefined,
    delete: () => undefined,
  };
  mutators[name]!(draft, args as never, now);
}

/** The page for what the rules say no to; null for what only the server can judge. */
async function refusal(fault: unknown, { route, ask, typed }: Sent): Promise<Response | null> {
  if (fault instanceof Invalid && route.draw) return drawn(await route.draw(ask, { typed, problems: fault.fields }), 422);
  // A row that this phone does not have may have come to the server meanwhile.
  if (!(fault instanceof DomainError) || fault instanceof NotFound) return null;
  const status = fault instanceof Invalid ? 422 : 409;
  const told = { status, heading: "Det kunne ikke lade sig gøre", sentence: fault.reason, kept: kept(typed), stays: true };
  return drawn(await errorPage(told), status);
}

async function passedOn(request: Request, typed: Texts): Promise<Response> {
  const response = await sendOn(request);
  if (!response) return drawn(await errorPage({ ...NOT_SAVED, kept: kept(typed), stays: true }), NOT_SAVED.status);
  // The page that comes next is drawn from the record: it had better hold the change.
  await within(CATCH_UP_MS, sync()).catch(() => undefined);
  return response;
}

function kept(typed: Texts): (readonly [label: string, text: string])[] {
  return Object.entries(LABELS).flatMap(([name, label]) => (typed[name] ? [[label, typed[name]] as const] : []));
}
