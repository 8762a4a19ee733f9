/**
 * The service worker as classic scripts, since not every browser loads one that is a module: `sw.js` with what every
 * start needs, and `sw-rest.js` with what `import()` asks for later.
 *
 * A worker may take in a script after it was installed when it did so before: what is asked for while it installs is
 * kept beside it by the browser, in the same version.
 */
import { basename } from "node:path";
import esbuild from "esbuild";
import { BuildError } from "./outputs.mjs";

const MAIN = "sw.js";
const IMPORTS = /^(import(\{[^}]*\}from)?"[^"]+";)*/;
const EXPORTS = /export\{([^}]*)\};\s*$/;

/** The text of `sw.js`, made with esbuild's `options`; `put` keeps the text of the rest, and gives its address. */
export async function workerScript(options, put) {
  const { outputFiles, metafile } = await esbuild.build({
    ...options,
    format: "esm",
    splitting: true,
    metafile: true,
    outdir: ".",
    entryNames: "sw",
    chunkNames: "[name]-[hash]",
  });
  const first = needed(metafile.outputs, MAIN);
  const files = outputFiles.map(({ path, text }) => ({ name: basename(path), text }));
  // Not by their own names, which change with what an asset is called: the rest stays as it is as long as its code does.
  const number = (path) => files.findIndex(({ name }) => name === basename(path));
  const made = (isFirst) => files
    .filter(({ name }) => first.has(name) === isFirst)
    .map(({ name, text }) => part(name, text, number))
    .join("\n");
  const rest = made(false);
  return started(made(true), { rest: rest && put(rest), main: number(MAIN), ...options });
}

/** The names of the files that a file cannot begin without. */
function needed(outputs, name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const imports = outputs[name].imports.filter(({ kind, external }) => kind === "import-statement" && !external);
  for (const { path } of imports) needed(outputs, path, found);
  return found;
}

/** A file of modules as a function of what it takes from others; it returns what others take from it. */
function part(name, text, number) {
  const [imports] = text.match(IMPORTS);
  const [exports = "", given = ""] = text.match(EXPORTS) ?? [];
  const body = text.slice(imports.length, text.length - exports.length).trim();
  if (/^(import|export)\b/.test(body)) throw new BuildError(`${name} imports or exports in a way that is not known here.`);
  const taken = imports
    .replaceAll(/import\{([^}]*)\}from"([^"]+)";/g, (_, names, from) => `const{${names.replaceAll(" as ", ":")}}=take(${number(from)});`)
    .replaceAll(/import"([^"]+)";/g, (_, from) => `take(${number(from)});`);
  const later = body.replaceAll(/\bimport\("(\.\/[^"]+)"\)/g, (_, from) => `Promise.resolve().then(()=>take(${number(from)}))`);
  return `part(${number(name)},take=>{${taken}${later}return{${given.replaceAll(/([\w$]+) as ([\w$]+)/g, "$2:$1")}}});`;
}

async function started(parts, { main, rest, target, charset }) {
  const script = `(()=>{
    const parts = [], made = [];
    const take = (number) => {
      if (!made[number] && !parts[number]) importScripts(${JSON.stringify(rest)});
      return (made[number] ??= parts[number](take));
    };
    const part = (self.part = (number, make) => { parts[number] = make; });
    ${parts}
    take(${main});
  })()`;
  return (await esbuild.transform(script, { minify: true, target, charset })).code;
}
