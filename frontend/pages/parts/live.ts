/** The server's word that something has changed, for as long as the page is looked at. */

const HIDDEN_MS = 60_000;
const MOST_MS = 60_000;

let stream: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

/** Calls `changed` on each event; also when the line opens, or cannot be opened: what happened before, it did not tell. */
export function follow(changed: () => void): void {
  const open = (): void => {
    clearTimeout(timer);
    stream ??= listen(changed, open);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") open();
    else timer = setTimeout(close, HIDDEN_MS);
  });
  addEventListener("online", open);
  // An open line keeps a page out of the browser's memory.
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
}

function listen(changed: () => void, open: () => void): EventSource {
  const source = new EventSource("/live");
  source.addEventListener("changed", changed);
  source.addEventListener("open", () => {
    failures = 0;
    changed();
  });
  source.addEventListener("error", () => {
    close();
    if (!failures) changed();
    // All pages lose a server that restarts at the same moment, and should not come back at one.
    timer = setTimeout(open, 1000 + Math.random() * Math.min(MOST_MS, 1000 * 2 ** failures++));
  });
  return source;
}

function close(): void {
  clearTimeout(timer);
  stream?.close();
  stream = undefined;
}
