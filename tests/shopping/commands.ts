/** A shopping list: the same commands as the server's in sync_shop.py, and what the phone thinks they do. */
import type { Draft, Json, Mutator } from "../../sync/client/index.ts";

export interface Item {
  id: string;
  version: number;
  text: string;
  done: boolean;
  [column: string]: Json;
}

type Args = { id: string; text: string; done: boolean; was: string };

/** Why the server says no, as in a verdict. */
export class Refusal extends Error {
  readonly said: { code: string; reason: string; fields?: Record<string, string> };

  constructor(code: string, reason: string, fields?: Record<string, string>) {
    super(reason);
    this.said = { code, reason, ...(fields ? { fields } : {}) };
  }
}

/** Where a command finds and leaves items; versions are the shelf's own business. */
export interface Shelf {
  get(id: string): Item | undefined;
  put(item: Item): void;
  remove(id: string): void;
}

type Command = (shelf: Shelf, args: Args) => Record<string, string> | undefined;

function found(shelf: Shelf, id: string): Item {
  const item = shelf.get(id);
  if (!item) throw new Refusal("gone", "Varen er ikke på listen mere.");
  return item;
}

const COMMANDS: Record<string, Command> = {
  "item.add": (shelf, { id, text }) => {
    if (!shelf.get(id)) shelf.put({ id, version: 0, text, done: false });
    return undefined;
  },
  "item.tick": (shelf, { id, done }) => {
    shelf.put({ ...found(shelf, id), done });
    return undefined;
  },
  "item.edit": (shelf, { id, text, was }) => {
    const item = found(shelf, id);
    shelf.put({ ...item, text });
    return [was, text].includes(item.text) ? undefined : { text: item.text };
  },
  "item.remove": (shelf, { id }) => {
    found(shelf, id);
    shelf.remove(id);
    return undefined;
  },
  "item.append": (shelf, { id, text }) => {
    const item = found(shelf, id);
    shelf.put({ ...item, text: `${item.text} ${text}` });
    if (text.startsWith("no")) throw new Refusal("sold_out", "Varen er udsolgt.");
    return undefined;
  },
};

/** Carries out one mutation; what it overwrote. Throws Refusal. */
export function carryOut(shelf: Shelf, name: string, args: Json): Record<string, string> | undefined {
  const command = COMMANDS[name];
  if (!command) {
    throw new Refusal("unknown", "Serveren kender ikke denne handling. Opdatér appen, og prøv igen.");
  }
  const given = args as Args | null;
  const fields = misfit(name, given);
  if (fields) throw new Refusal("invalid", "Noget er ikke udfyldt rigtigt.", fields);
  return command(shelf, given!);
}

function misfit(name: string, given: Args | null): Record<string, string> | undefined {
  if (!given) return { "": "Feltet er ikke udfyldt rigtigt." };
  const needsText = /add|edit|append/.test(name);
  if (needsText && given.text === undefined) return { text: "Feltet skal udfyldes." };
  return needsText && typeof given.text !== "string" ? { text: "Feltet er ikke udfyldt rigtigt." } : undefined;
}

/** The same on the phone; one kind of row, "item". */
export const mutators: Record<string, Mutator> = Object.fromEntries(
  Object.keys(COMMANDS).map((name) => [
    name,
    (draft: Draft, args: Json) => {
      carryOut(
        {
          get: (id) => draft.get("item", id) as Item | undefined,
          put: (item) => draft.put("item", item),
          remove: (id) => draft.delete("item", id),
        },
        name,
        args,
      );
    },
  ]),
);
