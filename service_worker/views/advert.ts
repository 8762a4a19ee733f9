/** The page where a link to a job is pasted. The twin of `backend/views/advert.py`. */
import { type Faulty, type Field, Filled } from "./form.ts";
import type { Shell } from "./shell.ts";

export interface AdvertPage {
  readonly shell: Shell;
  readonly form: readonly Field[];
}

/** The form of one link. */
export function advertPage(shell: Shell, faulty?: Faulty): AdvertPage {
  const filled = new Filled(faulty);
  const hint = "Kopiér det fra adresselinjen i din browser.";
  const form = [filled.field("link", "Link til opslaget", { kind: "url", hint, required: true })];
  return { shell: filled.shell(shell, form), form };
}
