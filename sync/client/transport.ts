/** One request to the server, and what came of it. */
import { bytesOf } from "./batch.ts";
import { type Answer, isAnswer, type Request } from "./wire.ts";

const PATIENCE_MS = 60_000;
const MOST_REST_S = 86_400;
const WORTH_COMPRESSING_BYTES = 2_048;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** `text` is the answer as it came. */
export interface Answered {
  readonly kind: "answer";
  readonly answer: Answer;
  readonly text: string;
}

/** `retryAfter` is in ms, where the server named a time. */
export type Turn =
  | Answered
  | { readonly kind: "cut" }
  | { readonly kind: "busy"; readonly retryAfter?: number }
  | { readonly kind: "too-large" }
  | { readonly kind: "gap"; readonly last: number }
  | { readonly kind: "forked"; readonly number: number }
  | { readonly kind: "closed"; readonly state: "signed-out" | "other-person" | "erased" | "update" };

/** Sends and waits, for a minute at most. Never rejects. */
export async function send(fetch: Fetch, url: string, request: Request): Promise<Turn> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const init = await packed(JSON.stringify(request));
    const response = await fetch(url, { ...init, signal: patience.signal });
    return turn(response, await response.text().catch(() => ""));
  } catch {
    return { kind: "cut" };
  } finally {
    clearTimeout(timer);
  }
}

async function packed(json: string): Promise<RequestInit> {
  const init = { method: "POST", cache: "no-store", credentials: "same-origin", redirect: "error" } as const;
  const headers = { "content-type": "application/json" };
  const body = bytesOf(json);
  // Safari has had streams that compress since 16.4.
  if (body.length < WORTH_COMPRESSING_BYTES || !("CompressionStream" in globalThis)) return { ...init, headers, body };
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"));
  const smaller = await new Response(stream).arrayBuffer();
  return { ...init, headers: { ...headers, "content-encoding": "gzip" }, body: smaller };
}

function turn({ status, headers }: Response, text: string): Turn {
  const body = parsed(text);
  const { code, last, number } = (body ?? {}) as { code?: string; last?: number; number?: number };
  if (status === 200) return isAnswer(body) ? { kind: "answer", answer: body, text } : { kind: "cut" };
  if (status === 401) return { kind: "closed", state: "signed-out" };
  if (status === 403) return { kind: "closed", state: code === "foreign_device" ? "other-person" : "signed-out" };
  if (status === 410 && code === "erased") return { kind: "closed", state: "erased" };
  if (status === 409 && code === "gap" && last !== undefined) return { kind: "gap", last };
  if (status === 409 && code === "forked" && number !== undefined) return { kind: "forked", number };
  if (status === 413 || status === 422) return { kind: "too-large" };
  if (status === 426) return { kind: "closed", state: "update" };
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return seconds >= 0 ? { kind: "busy", retryAfter: Math.min(seconds, MOST_REST_S) * 1_000 } : { kind: "busy" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
