/** A form field as it is drawn. The twin of `backend/views/form.py`. */
import type { Shell } from "./shell.ts";

export type Texts = Readonly<Record<string, string>>;

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind:
    | ("text" | "search" | "url" | "date" | "time" | "datetime-local" | "number" | "select" | "radio" | "ticks" | "textarea")
    | ("occupation" | "file");
  readonly value: string;
  readonly error: string;
  readonly hint: string;
  readonly required: boolean;
  readonly options: readonly Option[];
}

/** What a field is made of; `value` stands in it until something is typed, `choices` are {value: label} of a select. */
interface Wanted {
  readonly kind?: Field["kind"];
  readonly value?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly choices?: Texts;
}

/** When a form is drawn again: its fields as typed, and a sentence for each at fault. */
export interface Faulty {
  readonly typed: Texts;
  readonly problems: Texts;
}

/** A form as it was sent: what was typed stands in its fields again, each problem beside its own. */
export class Filled {
  readonly #typed: Texts;
  readonly #problems: Texts;

  constructor({ typed, problems }: Faulty = { typed: {}, problems: {} }) {
    this.#typed = typed;
    this.#problems = problems;
  }

  field(name: string, label: string, { kind = "text", value = "", hint = "", required = false, choices = {} }: Wanted = {}): Field {
    const shown = this.#typed[name] ?? value;
    const options = Object.entries(choices).map(([value, label]) => ({ value, label, selected: value === shown }));
    return { name, label, kind, value: shown, error: this.#problems[name] ?? "", hint, required, options };
  }

  /** What stood in a field when its form was first drawn; what stands now when it was not sent yet. */
  was(name: string, standing: string): string {
    return this.#typed[`was-${name}`] ?? standing;
  }

  /** The version that what was typed is based on; the one that stands now when nothing was. */
  version(standing: number): number {
    const text = this.#typed["version"] ?? "";
    return /^[0-9]{1,15}$/.test(text) ? Number(text) : standing;
  }

  /** The frame; a problem that has no field in `form` to stand beside is told on top. */
  shell(shell: Shell, form: readonly Field[]): Shell {
    const named = new Set(form.map(({ name }) => name));
    const untold = Object.entries(this.#problems).flatMap(([name, sentence]) => (named.has(name) ? [] : [sentence]));
    return untold.length ? { ...shell, flash: untold.join(" ") } : shell;
  }
}

/** A form nobody has sent yet. */
export const BLANK = new Filled();
