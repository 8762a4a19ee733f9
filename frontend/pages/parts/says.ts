/** Places of a template that a script brings to life: its buttons and its sentences. */

export function place<E extends HTMLElement>(name: string): E | null {
  return document.querySelector<E>(`[data-${name}]`);
}

/** Shows one of the sentences (`data-says`) and hides the others. */
export function say(where: HTMLElement, what: string): void {
  for (const sentence of where.querySelectorAll<HTMLElement>("[data-says]")) {
    sentence.hidden = sentence.dataset["says"] !== what;
  }
}

/** The button `data-do`, which does something when it is pressed. */
export function button(where: HTMLElement, name: string, press: () => void): HTMLButtonElement {
  const found = where.querySelector<HTMLButtonElement>(`[data-do=${name}]`)!;
  found.onclick = press;
  return found;
}
