/** Texts to copy (`data-copy`): each is chosen whole when it is entered, and copied by the button beside it. */
import { button, say } from "./says.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

export function copying(): void {
  for (const where of document.querySelectorAll<HTMLElement>("[data-copy]")) {
    const field = where.querySelector<Field>("[readonly]")!;
    field.onfocus = () => field.select();
    // Pages that are not served safely have none.
    if ("clipboard" in navigator) button(where, "copy", () => void copy(where, field)).hidden = false;
  }
}

async function copy(where: HTMLElement, field: Field): Promise<void> {
  try {
    await navigator.clipboard.writeText(field.value);
    say(where, "copied");
  } catch {
    field.select();
    say(where, "failed");
  }
}
