/** What a route is made of. */
import type { Mutation } from "../../sync/client/index.ts";
import type { Page } from "../answers.ts";
import type { Ask, Params } from "../asking.ts";
import type { Signed } from "../kept.ts";
import type { Faulty, Texts } from "../views/form.ts";

/** Draws a page; with `faulty`, its form again as it was sent. Throws NotFound. */
export type Draw = (ask: Ask, faulty?: Faulty) => Page | Promise<Page>;

/** Makes a file of what is kept here for somebody; null when it is not. Needs no whole record, and rejects when the storage
 * cannot be read. */
export type Save = (signed: Signed, asked: { now: number; params: Params }) => Promise<SavedFile | null>;

export interface SavedFile {
  readonly name: string;
  readonly content: string | Blob;
}

/** What a form asks for: a mutation, in place of the refused one numbered `settles` or just to put that away. */
export interface Change {
  readonly mutation?: Mutation;
  readonly settles?: number;
  /** Where the browser is sent afterwards. */
  readonly to: string;
  /** A sentence for the page there. */
  readonly flash?: string;
}

/** Reads a form, with the file that was sent in it. Throws what the domain throws. */
export type Read = (ask: Ask, typed: Texts, sent?: File) => Change | Promise<Change>;

/** `phoneOnly`: it tells what the server does not know. One that neither draws, saves nor reads is the server's. */
export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly draw?: Draw;
  readonly save?: Save;
  readonly read?: Read;
  /** Draws what stands for the server's answer to a form without a connection. */
  readonly offline?: Draw;
  readonly phoneOnly?: true;
}

export interface Match {
  readonly route: Route;
  readonly params: Params;
}

/** The first of `routes` that a request goes to; `:name` in a path stands for one part. */
export function match(routes: readonly Route[], method: string, pathname: string): Match | null {
  for (const route of routes) {
    const params = route.method === method ? paramsOf(route.path, pathname) : null;
    if (params) return { route, params };
  }
  return null;
}

function paramsOf(path: string, pathname: string): Params | null {
  const wanted = path.split("/");
  const given = pathname.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const text = given[at]!;
    if (part.startsWith(":") && text) params[part.slice(1)] = text;
    else if (part !== text) return null;
  }
  return params;
}

/** A part of the address that the route's path names. */
export function one({ params }: Ask, name: string): string {
  return params[name]!;
}

/** The number a hidden field brings back; 0 for what is none, which means «based on nothing newer». */
export function wholeNumber(text = ""): number {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : 0;
}
