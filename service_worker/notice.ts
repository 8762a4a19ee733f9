/** What a push message says. */

const NEUTRAL = { title: "Konkret", body: "Der er nyt til dig i Konkret." };

/** A button: it leads to `url`, or says that one comes to `meeting` as it has stood since `booked_at`. */
export interface Button {
  readonly action: string;
  readonly title: string;
  readonly url?: string;
  readonly meeting?: string;
  readonly booked_at?: number;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly tag: string;
  readonly id: string;
  readonly receipt: string;
  /** When it is pointless, Unix ms; 0 = never. */
  readonly until: number;
  readonly actions: readonly Button[];
}

/** What a payload says. Whatever is missing or broken in it becomes a neutral word: something has to be shown. */
export function noticeOf(payload: string | undefined, origin: string): Notice {
  const { title, body, url, tag, id, receipt, until, actions } = parsed(payload);
  const isTold = typeof title === "string" && title.trim() !== "";
  return {
    title: isTold ? title : NEUTRAL.title,
    body: typeof body === "string" ? body : isTold ? "" : NEUTRAL.body,
    url: isWithin(url, origin) ? url : "/",
    tag: text(tag),
    id: text(id),
    receipt: text(receipt),
    until: typeof until === "number" ? until : 0,
    actions: Array.isArray(actions) ? actions.filter((each) => isButton(each, origin)) : [],
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

function isButton(what: unknown, origin: string): what is Button {
  const { action, title, url = "/" } = Object(what) as Record<string, unknown>;
  return !!text(action) && !!text(title) && isWithin(url, origin);
}

function isWithin(url: unknown, origin: string): url is string {
  try {
    return typeof url === "string" && new URL(url, origin).origin === origin;
  } catch {
    return false;
  }
}
