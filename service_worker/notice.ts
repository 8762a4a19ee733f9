/** What a push message says. */

const NEUTRAL = { title: "Konkret", body: "Der er nyt til dig i Konkret." };

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly tag: string;
  readonly id: string;
  readonly receipt: string;
}

/** What a payload says. Whatever is missing or broken in it becomes a neutral word: something has to be shown. */
export function noticeOf(payload: string | undefined, origin: string): Notice {
  const { title, body, url, tag, id, receipt } = parsed(payload);
  const isTold = typeof title === "string" && title.trim() !== "";
  return {
    title: isTold ? title : NEUTRAL.title,
    body: typeof body === "string" ? body : isTold ? "" : NEUTRAL.body,
    url: typeof url === "string" && isWithin(url, origin) ? url : "/",
    tag: text(tag),
    id: text(id),
    receipt: text(receipt),
  };
}

function text(what: unknown): string {
  return typeof what === "string" ? what : "";
}

function parsed(payload: string | undefined): Record<string, unknown> {
  try {
    return Object(JSON.parse(payload ?? "")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isWithin(url: string, origin: string): boolean {
  try {
    return new URL(url, origin).origin === origin;
  } catch {
    return false;
  }
}
