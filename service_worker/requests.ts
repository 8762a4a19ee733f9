/** Which requests are the worker's to answer: decided at once, from what the browser says of them. */

/** Asks for a page again, to take its `main` over into the open one. */
export const PART = "x-konkret-part";

export type Sort =
  /** A built file, whose address changes with its content. */
  | "asset"
  | "page"
  /** A page once more, for a part of it. */
  | "part"
  /** A form sent by a page of ours. */
  | "form"
  /** Somebody signs in or out; `sign-out` by a page of ours, `leaving` by no page that can be named. */
  | "sign-in"
  | "sign-out"
  | "leaving"
  | "other";

export type Asked = Pick<Request, "method" | "url" | "mode" | "referrer" | "headers">;

/**
 * What a request is, for a worker at `origin`.
 *
 * A form of another site reaches the worker too, and the browser does not tell its origin here: only the referrer
 * proves a page of ours. Whatever comes without one is left to the server, which sees more.
 */
export function sortOf({ method, url, mode, referrer, headers }: Asked, origin: string): Sort {
  const address = new URL(url);
  if (address.origin !== origin) return "other";
  if (method === "GET") {
    if (address.pathname.startsWith("/static/")) return "asset";
    return mode === "navigate" ? "page" : headers.has(PART) ? "part" : "other";
  }
  if (method !== "POST" || mode !== "navigate") return "other";
  if (address.pathname === "/log-ind") return "sign-in";
  const ours = isWithin(referrer, origin);
  if (address.pathname === "/log-ud") return ours ? "sign-out" : "leaving";
  return ours ? "form" : "other";
}

function isWithin(referrer: string, origin: string): boolean {
  return referrer === origin || referrer.startsWith(`${origin}/`);
}
