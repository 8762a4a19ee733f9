/** Builds the sync client alone and each engine's page into a folder, minified, as phones would get them. */
import { fileURLToPath } from "node:url";
import { build } from "../../../frontend/node_modules/esbuild/lib/main.js";

const ENGINES = ["konkret", "replicache", "rxdb", "pouchdb"];

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

await build({
  entryPoints: {
    client: here("../../../sync/client/index.ts"),
    ...Object.fromEntries(ENGINES.map((name) => [name, here(`${name}.page.mjs`)])),
  },
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  // A client that nobody calls is kept whole.
  format: "esm",
  logLevel: "warning",
});
