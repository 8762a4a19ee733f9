/** The open pages of this browser: what they are doing, and telling them that there is something new. */
import { within } from "../sync/client/within.ts";

declare const self: ServiceWorkerGlobalScope;

const PATIENCE_MS = 500;

/** What a page's script answers: whether somebody is typing in it, and the built files it was made with. */
export interface Doing {
  readonly typing: boolean;
  readonly files: readonly string[];
}

/** An open page; `doing` is null when it did not say (no script, an older one, frozen in the background). */
export interface OpenPage {
  readonly window: WindowClient;
  readonly doing: Doing | null;
}

/** Every open page, those that an earlier worker or none controls too. */
export async function openPages(): Promise<OpenPage[]> {
  return Promise.all((await windows()).map(async (window) => ({ window, doing: await doing(window) })));
}

/** What tells the open pages apart. Never rejects. */
export async function openIds(): Promise<ReadonlySet<string>> {
  return new Set((await windows().catch(() => [])).map(({ id }) => id));
}

function windows(): Promise<readonly WindowClient[]> {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

// What was told before this worker was started is not known: it may be just now.
let lastTold = Date.now();
let times = 0;

/** How often this worker has told pages. */
export function timesTold(): number {
  return times;
}

/** Tells a page that was asked for at `since` (Unix ms) what it was too young to hear, or may be: clocks are set back. */
export function tellAgain(since: number): void {
  if (since < lastTold || since > Date.now()) tellPages();
}

/** Tells all pages to fetch what they show again. */
export function tellPages(): void {
  lastTold = Date.now();
  times++;
  const channel = new BroadcastChannel("konkret");
  channel.postMessage({ type: "changed" });
  channel.close();
}

function doing(window: WindowClient): Promise<Doing | null> {
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<Doing>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as Doing);
  });
  window.postMessage({ type: "doing" }, [port2]);
  return within(PATIENCE_MS, answered)
    .catch(() => null)
    .finally(() => port1.close());
}
