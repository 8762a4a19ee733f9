/** Signing out with changes that the server does not have yet: said before they are out of sight. */
import { button, place, say } from "./says.ts";
import { ask } from "./worker.ts";

export function leaving(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const dialog = place<HTMLDialogElement>("leave");
    if (form.getAttribute("action") !== "/log-ud" || !dialog?.showModal) return;
    event.preventDefault();
    void warn(form, dialog);
  });
}

/** The worker sends first what it can, and answers how many changes it could not send. */
async function warn(form: HTMLFormElement, dialog: HTMLDialogElement): Promise<void> {
  const waiting = await ask<number | null>({ type: "leave" });
  if (!waiting) return form.submit();
  for (const count of dialog.querySelectorAll("[data-count]")) count.textContent = `${waiting}`;
  say(dialog, waiting === 1 ? "one" : "many");
  button(dialog, "leave", () => leave(form));
  button(dialog, "stay", () => dialog.close());
  dialog.showModal();
}

/** The worker would ask once more. */
function leave(form: HTMLFormElement): void {
  const anyway = document.createElement("input");
  Object.assign(anyway, { type: "hidden", name: "anyway", value: "1" });
  form.append(anyway);
  form.submit();
}
