/** Signing out with changes that the server does not have yet: said before they are out of sight. */
import { person } from "./page.ts";
import { button, place, say } from "./says.ts";
import { ask } from "./worker.ts";

/** What the worker answers: how many changes it could not send, and all of them as text for a file. */
interface Unsent {
  readonly waiting: number;
  readonly file: string;
}

export function leaving(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const dialog = place<HTMLDialogElement>("leave");
    if (form.getAttribute("action") !== "/log-ud" || !dialog?.showModal) return;
    event.preventDefault();
    void warn(form, dialog);
  });
}

async function warn(form: HTMLFormElement, dialog: HTMLDialogElement): Promise<void> {
  const unsent = await ask<Unsent>({ type: "leave" });
  if (!unsent?.waiting) return form.submit();
  for (const count of dialog.querySelectorAll("[data-count]")) count.textContent = `${unsent.waiting}`;
  say(dialog, unsent.waiting === 1 ? "one" : "many");
  button(dialog, "save", () => save(unsent.file));
  button(dialog, "leave", () => form.submit());
  button(dialog, "stay", () => dialog.close());
  dialog.showModal();
}

function save(text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `konkret-${person()}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
