/** Responses made here: pages by the same templates as the server's, the way on after a form, and their headers. */
import { render } from "compiled-templates";
import security from "../frontend/security.json";
import { assets } from "./build.ts";

declare const self: ServiceWorkerGlobalScope;

/** A template and the struct it is given; `from`: what draws it, where it is none of those that every start needs. */
export type Page = readonly [template: string, struct: object, from?: typeof render];

const asset = (name: string): string => assets[name] ?? "";

/** The page, with the headers that the server would send. */
export function drawn([template, struct, from = render]: Page, status = 200): Response {
  const headers = { ...security, "content-type": "text/html; charset=utf-8", "cache-control": "private, no-cache" };
  return new Response(from(template, { ...struct, asset }), { status, headers });
}

/** What the browser saves as a file. */
export function attachment({ name, content }: { name: string; content: string | Blob }): Response {
  const headers = {
    ...security,
    "content-type": typeof content === "string" ? "text/plain; charset=utf-8" : "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "cache-control": "no-store",
  };
  return new Response(content, { headers });
}

/** On to another page after a change: browsers want its address whole. */
export function seeOther(path: string): Response {
  const location = new URL(path, self.location.origin).href;
  return new Response(null, { status: 303, headers: { ...security, location } });
}
