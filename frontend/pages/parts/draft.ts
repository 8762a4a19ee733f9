/** Keeps what is filled in of a `<form data-draft="address">` while it is typed, so that a crash takes nothing. */
import { say } from "./says.ts";

const PAUSE_MS = 500;

let pausing: ReturnType<typeof setTimeout> | undefined;
let sending: Promise<void> = Promise.resolve();

export function keepDrafts(): void {
  document.addEventListener("input", ({ target }) => {
    const form = draftOf(target);
    if (!form) return;
    clearTimeout(pausing);
    pausing = setTimeout(() => keep(form), PAUSE_MS);
  });
  // Sent by hand: what is sent is kept with it.
  document.addEventListener("submit", ({ target }) => draftOf(target) && clearTimeout(pausing));
  document.addEventListener("visibilitychange", () => {
    const form = document.querySelector<HTMLFormElement>("form[data-draft]");
    if (form && pausing !== undefined && document.visibilityState === "hidden") keep(form);
  });
}

function draftOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-draft]") : null;
}

/** One after the other, so that an earlier state never comes last. */
function keep(form: HTMLFormElement): void {
  clearTimeout(pausing);
  pausing = undefined;
  sending = sending.then(async () => say(form, (await send(form)) ? "kept" : "unkept"));
}

async function send(form: HTMLFormElement): Promise<boolean> {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  const answer = await fetch(form.dataset["draft"]!, { method: "POST", body: new URLSearchParams(fields), keepalive: true })
    .catch(() => undefined);
  return answer?.status === 204;
}
