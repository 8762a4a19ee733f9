/** The page's side of the service worker. Browsers without one, or that refuse it, get everything from the server. */
import { files, typing } from "./page.ts";

const PATIENCE_MS = 10_000;

let registration: Promise<ServiceWorkerRegistration | undefined> | undefined;

/** Registers it once the page is shown, and answers its questions. */
export function startWorker(): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return;
  container.addEventListener("message", ({ data, ports }) => {
    if (data.type === "doing") ports[0]?.postMessage({ typing: typing(), files: files() });
  });
  container.startMessages();
  const loaded = new Promise((resolve) => {
    if (document.readyState === "complete") resolve(undefined);
    else addEventListener("load", resolve);
  });
  registration = loaded
    .then(() => container.register("/sw.js", { scope: "/" }))
    .then(() => container.ready)
    .catch(() => undefined);
}

/** Another worker has taken over, to whom what was told the one before may not have come. */
export function whenTakenOver(work: () => void): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container?.controller) container.addEventListener("controllerchange", work);
}

/** A page that was loaded past the worker (a hard reload) is answered by it from now on. */
export function whenAnswering(work: () => void): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container?.controller) container?.addEventListener("controllerchange", work, { once: true });
}

/** Where push and the worker are to be had; undefined where they are not. */
export async function registered(): Promise<ServiceWorkerRegistration | undefined> {
  return registration;
}

/** Tells the worker something; whether there is one. */
export async function tell(message: object, transfer: Transferable[] = []): Promise<boolean> {
  const worker = (await registration)?.active;
  worker?.postMessage(message, transfer);
  return !!worker;
}

/** Asks the worker something; undefined when it does not answer. */
export function ask<T>(message: object): Promise<T | undefined> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as T);
    setTimeout(() => resolve(undefined), PATIENCE_MS);
    void tell(message, [port2]).then((told) => told || resolve(undefined));
  });
}
