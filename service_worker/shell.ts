/** The frame of a page drawn here: who it is for, and how this phone stands with the server. */
import type { Status } from "../sync/client/index.ts";
import type { Page } from "./answers.ts";
import { local, localDate } from "./domain/time.ts";
import { type Files, recall, type Signed } from "./kept.ts";
import type { Place, Shell, SyncLine } from "./views/shell.ts";

declare const self: ServiceWorkerGlobalScope;

const QUIET: SyncLine = { offline: false, signed_out: false, outdated: false, waiting: 0, refused: 0, overwrote: 0, waiting_since: "" };
const LONG_MS = 24 * 60 * 60 * 1000;

/** What is told on every page of this drawing. */
export interface Frame {
  readonly signed: Signed | null;
  readonly now: number;
  readonly sync: SyncLine;
  readonly flash: string;
}

export function shell({ signed, now, sync, flash }: Frame, title: string, place: Place): Shell {
  return {
    title,
    place,
    role: signed ? "citizen" : "",
    person: signed?.person ?? "",
    first_name: signed?.name.split(" ", 1)[0] ?? "",
    token: signed?.token ?? "",
    today: localDate(now),
    sync,
    flash,
  };
}

/** Offline: when the last exchange found no connection, or the phone itself says that it has none. */
export function syncLine({ state, waiting, oldestUnsent, refused, parked, overwrote }: Status, now: number, files?: Files): SyncLine {
  return {
    offline: state === "offline" || !self.navigator.onLine,
    signed_out: state === "signed-out",
    outdated: state === "update",
    waiting: waiting + (files?.waiting ?? 0),
    refused: refused.length + parked.length + (files?.refused ?? 0),
    overwrote: overwrote.length,
    waiting_since: oldestUnsent !== null && now - oldestUnsent > LONG_MS ? local(oldestUnsent) : "",
  };
}

/** A clear sentence instead of a page; `kept` is what was typed, as label and text. `stays`: it answers something sent. */
export interface Sentence {
  readonly status: number;
  readonly heading: string;
  readonly sentence: string;
  readonly kept?: readonly (readonly [label: string, text: string])[];
  readonly back?: string;
  readonly stays?: boolean;
}

export async function errorPage({ kept = [], back = "/", stays = false, ...told }: Sentence): Promise<Page> {
  const { signed } = await recall();
  const frame = { signed, now: Date.now(), sync: { ...QUIET, offline: !self.navigator.onLine }, flash: "" };
  return ["pages/error.html", { shell: shell(frame, told.heading, "error"), ...told, kept, back, stays }];
}
