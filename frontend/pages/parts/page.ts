/** What this page is, and whether somebody is typing in it. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The id of who is signed in, "" for nobody. */
export function person(page: Document = document): string {
  return page.documentElement.dataset["person"] ?? "";
}

export function role(): string {
  return document.documentElement.dataset["role"] ?? "";
}

/** The token that changes of this session carry. */
export function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=token]")?.value ?? "";
}

/** The built files that a page was made with. */
export function files(page: Document = document): string[] {
  const links = page.querySelectorAll("script[src], link[rel=stylesheet]");
  return [...links].map((link) => link.getAttribute("src") ?? link.getAttribute("href") ?? "");
}

/** Whether something was typed that is nowhere else. */
export function typing(): boolean {
  return isKept() || [...document.forms].some(isDirty);
}

/** Whether the page shows what was sent and could not be kept: it is nowhere else, and nothing at this address. */
export function isKept(): boolean {
  return document.querySelector("main[data-keep], main [aria-invalid=true], main .field--wrong") !== null;
}

/** Whether a form is being filled in: something in it was changed, or it is where the cursor is. */
export function isBusy(form: HTMLFormElement): boolean {
  const active = document.activeElement;
  return isDirty(form) || (form.contains(active) && active!.matches("input, textarea, select"));
}

function isDirty(form: HTMLFormElement): boolean {
  return [...form.elements].some((field) => differs(field as Field));
}

function differs(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const drawn = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(drawn, 0);
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}
