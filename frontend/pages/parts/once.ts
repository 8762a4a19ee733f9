/** A form that is tapped twice is sent once. */

const AGAIN_MS = 3_000;

export function sendOnce(): void {
  const sent = new WeakSet<EventTarget>();
  document.addEventListener("submit", (event) => {
    const form = event.target!;
    if (sent.has(form)) event.preventDefault();
    sent.add(form);
    // An answer that does not come, or a page that comes back: then a tap is meant.
    setTimeout(() => sent.delete(form), AGAIN_MS);
  });
}
