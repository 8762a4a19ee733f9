/** Builds everything that browsers are sent: styles, page scripts, fonts, icons and the service worker. See README.md. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import esbuild from "esbuild";
import * as sass from "sass";
import { BuildError, Outputs, source } from "./outputs.mjs";
import { workerScript } from "./worker.mjs";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const FRONTEND = join(ROOT, "frontend");
const MODULES = join(FRONTEND, "node_modules");
const MANIFEST = "manifest.webmanifest";
const PARTS = {
  "frontend/compile/__main__.py": "the template compiler",
  "frontend/styles/main.scss": "the style sheet",
  "frontend/static/manifest.webmanifest": "the web app manifest",
  "service_worker/main.ts": "the service worker",
};
// The pages that the worker draws, by the module they are compiled to; the others are the server's alone. What is opened
// now and then is not read at each start of the worker.
const OFFLINE_PAGES = {
  templates: ["home", "jobs", "job", "assignments", "error"],
  "templates-rest": [
    "joblog", "entry", "advert", "jobnet", "learning", "requirement", "goals", "plan", "course", "decision", "track",
    "placements", "more", "sync", "leave",
  ],
};
const COMPILED = join(FRONTEND, "dist");
const FONT_WEIGHTS = [400, 600];
// What papers are set with (backend/paper): letters of Europe, Arabic, Hebrew, pictures.
const PAPER_FONTS = [
  "ibm-plex-sans/400Regular/IBMPlexSans_400Regular", "ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold",
  "ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular",
  "ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold",
  "ibm-plex-sans-hebrew/400Regular/IBMPlexSansHebrew_400Regular",
  "ibm-plex-sans-hebrew/600SemiBold/IBMPlexSansHebrew_600SemiBold",
  "noto-emoji/400Regular/NotoEmoji_400Regular",
];
// The oldest browsers on the phones that still get security updates.
const BROWSERS = ["chrome100", "firefox102", "safari15.4"];
const SCRIPTS = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  write: false,
  target: BROWSERS,
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
  // Sources outside this folder import packages too, and there is one npm root.
  nodePaths: [MODULES],
};

function checkParts() {
  const missing = Object.entries(PARTS).filter(([path]) => !existsSync(join(ROOT, path)));
  if (missing.length) {
    throw new BuildError(`missing: ${missing.map(([path, what]) => `${what} (${path})`).join(", ")}.`);
  }
}

async function compileTemplates(module, pages) {
  const python = join(ROOT, ".venv/bin/python");
  const only = pages.map((name) => `pages/${name}.html`);
  const options = ["--templates", join(FRONTEND, "templates"), "--out", join(COMPILED, `${module}.ts`), "--only", ...only];
  try {
    await promisify(execFile)(python, ["-m", "frontend.compile", ...options], { cwd: ROOT });
  } catch (error) {
    throw new BuildError(`a template does not compile.\n${error.stderr || error.message}`);
  }
}

function addFiles(outputs) {
  for (const weight of FONT_WEIGHTS) {
    const file = `@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff2`;
    outputs.asset(`ibm-plex-sans-${weight}.woff2`, source(join(MODULES, file)));
  }
  const folder = join(FRONTEND, "static");
  for (const name of visible(folder).filter((name) => name !== MANIFEST)) {
    outputs.asset(name, source(join(folder, name)));
  }
}

function addPaperFonts(outputs) {
  for (const font of PAPER_FONTS) {
    outputs.unsent(`fonts/${basename(font)}.ttf`, source(join(MODULES, "@expo-google-fonts", `${font}.ttf`)));
  }
}

async function addAssets(outputs) {
  addFiles(outputs);
  addPaperFonts(outputs);
  await addStyles(outputs);
  await addPages(outputs);
  outputs.fixed(MANIFEST, outputs.withAddresses(source(join(FRONTEND, "static", MANIFEST)).toString(), MANIFEST));
}

async function addStyles(outputs) {
  const sheet = join(FRONTEND, "styles/main.scss");
  const { css } = await sass.compileAsync(sheet, { loadPaths: [MODULES], quietDeps: true });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: BROWSERS, charset: "utf8" });
  outputs.asset("main.css", outputs.withAddresses(code, relative(ROOT, sheet)));
}

async function addPages(outputs) {
  const folder = join(FRONTEND, "pages");
  const entryPoints = visible(folder).filter((name) => /(?<!\.test|\.d)\.ts$/.test(name)).map((name) => join(folder, name));
  if (!entryPoints.length) throw new BuildError("frontend/pages holds no page script.");
  const { outputFiles, metafile } = await esbuild.build({
    ...SCRIPTS,
    entryPoints,
    format: "esm",
    splitting: true,
    metafile: true,
    outdir: join(FRONTEND, "dist/static"),
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
  });
  for (const { path, contents } of outputFiles) {
    const { entryPoint } = metafile.outputs[relative(ROOT, path)];
    const file = relative(join(FRONTEND, "dist/static"), path);
    outputs.asset(entryPoint ? `${entryPoint.match(/([^/]+)\.ts$/)[1]}.js` : file, contents, file);
  }
}

async function addWorker(outputs) {
  const options = {
    ...SCRIPTS,
    entryPoints: [join(ROOT, "service_worker/main.ts")],
    define: { BUILD: JSON.stringify(outputs.forWorker()) },
    alias: {
      "compiled-templates": join(COMPILED, "templates.ts"),
      "compiled-templates-rest": join(COMPILED, "templates-rest.ts"),
    },
  };
  outputs.fixed("sw.js", await workerScript(options, (rest) => outputs.asset("sw-rest.js", rest)));
}

function visible(folder) {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")).sort() : [];
}

async function build() {
  const started = Date.now();
  checkParts();
  const outputs = new Outputs();
  const compiled = Object.entries(OFFLINE_PAGES).map(([module, pages]) => compileTemplates(module, pages));
  await Promise.all([...compiled, addAssets(outputs)]);
  await addWorker(outputs);
  outputs.write(join(FRONTEND, "dist"));
  const weights = outputs.weights().slice(0, 5).map(({ name, bytes }) => `${name} ${(bytes / 1000).toFixed(1)} kB`);
  console.log(`Front end built in ${((Date.now() - started) / 1000).toFixed(1)} s: ${weights.join(", ")}`);
}

/** The errors of esbuild and sass already name file and line. */
function explain(error) {
  if (error instanceof BuildError) return error.message;
  if (error.errors) return esbuild.formatMessagesSync(error.errors, { kind: "error" }).join("");
  if (error.sassMessage) return error.message;
  return error.stack;
}

try {
  await build();
} catch (error) {
  console.error(`The front end cannot be built: ${explain(error)}`);
  process.exitCode = 1;
}
