/** Takes a newer drawing of this page over into the open one, without disturbing whoever uses it. */
import { Idiomorph } from "idiomorph";
import { files, isBusy, isKept, person, role, typing } from "./page.ts";

const PARTS = ["sync-line", "main"];

let isRunning = false;
let isDue = false;
let isLeft = false;

/** Fetches this page again and shows what has changed. What comes while it runs makes it run once more. */
export async function refresh(): Promise<void> {
  isDue = true;
  if (isRunning) return;
  isRunning = true;
  try {
    while (isDue && !isLeft) {
      isDue = false;
      await once();
    }
  } finally {
    isRunning = false;
  }
}

async function once(): Promise<void> {
  // Many forms go to an address that takes nothing else. The line above the page, which the phone keeps, is on every page.
  if (isKept() && role() !== "citizen") return;
  const address = isKept() ? "/" : location.pathname + location.search;
  const headers = { accept: "text/html", "x-konkret-part": "main" };
  const answer = await fetch(address, { headers }).catch(() => undefined);
  if (answer?.redirected) {
    // The session is over: what is being typed is told so when it is sent.
    if (!typing()) leave(answer.url);
  } else if (answer?.ok) {
    // The line may be cut in the middle of a page, and Firefox cuts it when this page is left.
    const text = await answer.text().catch(() => undefined);
    if (text !== undefined) take(new DOMParser().parseFromString(text, "text/html"));
  }
}

function take(fresh: Document): void {
  if (person(fresh) !== person()) leave("/");
  else if (`${files(fresh)}` !== `${files()}` || (isElsewhere(document) && !isElsewhere(fresh))) goOver();
  else PARTS.forEach((id) => morph(document.getElementById(id), fresh.getElementById(id)));
}

/** Whether the server drew it, and not the phone: scripts have found other things to do there. */
function isElsewhere(page: Document): boolean {
  return page.querySelector("[data-elsewhere]") !== null;
}

/** A newer build draws with other styles and scripts: not into this page, and not while somebody is typing. */
function goOver(): void {
  if (!typing()) leave(location.pathname + location.search);
}

/** Goes on to another page, for good: this one is not shown again. */
export function leave(address: string): void {
  isLeft = true;
  location.replace(address);
}

function morph(shown: HTMLElement | null, fresh: HTMLElement | null): void {
  if (!shown || !fresh || (shown.id === "main" && isKept())) return;
  Idiomorph.morph(shown, fresh, { callbacks: { beforeNodeMorphed, beforeNodeRemoved, beforeAttributeUpdated } });
}

function beforeNodeMorphed(shown: Element, fresh: Node): boolean {
  if (!(shown instanceof HTMLFormElement) || !isBusy(shown)) return !isScripted(shown);
  const token = shown.querySelector<HTMLInputElement>("input[name=token]");
  const freshToken = fresh instanceof Element ? fresh.querySelector<HTMLInputElement>("input[name=token]") : null;
  if (token && freshToken) token.defaultValue = freshToken.defaultValue;
  return false;
}

/** A sentence that is told once stays until the page is left, and a form until it is no longer being filled in. */
function beforeNodeRemoved(node: Node): boolean {
  if (!(node instanceof Element)) return true;
  return !node.matches(".flash") && ![...document.forms].some((form) => node.contains(form) && isBusy(form));
}

/** What the person has folded out stays so, and what a script shows beside a text to copy. */
function beforeAttributeUpdated(name: string, element: Element): boolean {
  return !(name === "open" && element instanceof HTMLDetailsElement) && !(name === "hidden" && element.closest("[data-copy]"));
}

/** Whether a script decides what is shown in it. */
function isScripted(node: Node): boolean {
  return node instanceof HTMLElement && node.matches("[data-reminders], [data-install], [data-evict], [data-protect], [data-leave]");
}
