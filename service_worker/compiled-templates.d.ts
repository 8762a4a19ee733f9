/** What the build makes of `frontend/templates`. */
declare module "compiled-templates" {
  /** Draws the page template `name`. Throws for a context that lacks something. */
  export function render(name: string, context: object): string;
}

/** Those of the pages that are opened now and then. */
declare module "compiled-templates-rest" {
  export { render } from "compiled-templates";
}
