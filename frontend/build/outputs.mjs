/** What a build writes: hashed names, compressed copies and the manifest that the server and the worker go by. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const COMPRESSED_ALREADY = new Set([".png", ".webp", ".woff2"]);
const COMPRESSIONS = [
  [".br", "br", (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })],
  [".gz", "gzip", (bytes) => gzipSync(bytes, { level: 9 })],
];
const NEEDED_OFFLINE = new Set([".css", ".js", ".svg", ".woff2"]);

/** A fault of the sources, told in one sentence and without a stack. */
export class BuildError extends Error {}

/** The files of one build, kept in memory until all of them are made. */
export class Outputs {
  #files = new Map();
  #assets = new Map();
  #fixed = new Map();

  /** Adds an asset under a name that changes with its content, or under `file` when a tool has chosen the name; its address. */
  asset(name, bytes, file = hashed(name, bytes)) {
    if (this.#assets.has(name)) throw new BuildError(`Two assets are called ${name}.`);
    this.#assets.set(name, this.#put(`static/${file}`, bytes));
    return `/static/${file}`;
  }

  /** Adds a file that keeps its address. */
  fixed(name, bytes) {
    this.#fixed.set(name, this.#put(name, bytes));
  }

  /** Adds a file that the server needs and no browser is sent. */
  unsent(file, bytes) {
    this.#files.set(file, bytes);
  }

  /** Replaces `/static/<logical name>` in a text by the hashed address. */
  withAddresses(text, where) {
    return text.replaceAll(/\/static\/([\w.-]+)/g, (_, name) => {
      const asset = this.#assets.get(name);
      if (!asset) throw new BuildError(`${where} names /static/${name}, but no asset is called ${name}.`);
      return `/${asset.file}`;
    });
  }

  /** What the worker has to know of the assets. */
  forWorker() {
    const assets = Object.fromEntries([...this.#assets].map(([name, { file }]) => [name, `/${file}`]));
    const precache = Object.values(assets).filter((address) => NEEDED_OFFLINE.has(extname(address)));
    return { version: digest("sha256", JSON.stringify(assets)).slice(0, 10), assets, precache };
  }

  /** Name and bytes on the wire of everything, the heaviest first. */
  weights() {
    const sent = [...this.#assets, ...this.#fixed].map(([name, { br, size }]) => ({ name, bytes: br ?? size }));
    return sent.sort((a, b) => b.bytes - a.bytes);
  }

  /** Writes everything, in this order: what is named by its content, what names that, and the manifest that tells of both. */
  write(folder) {
    const manifest = { assets: Object.fromEntries(this.#assets), fixed: Object.fromEntries(this.#fixed) };
    for (const part of ["static", "fonts"]) {
      rmSync(join(folder, part), { recursive: true, force: true });
      mkdirSync(join(folder, part), { recursive: true });
    }
    for (const [name, bytes] of this.#files) writeFileSync(join(folder, name), bytes);
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest, null, 1));
  }

  #put(file, content) {
    const bytes = Buffer.from(content);
    const type = TYPES[extname(file)];
    if (!type) throw new BuildError(`${file}: no media type is known for ${extname(file) || "a name without an ending"}.`);
    this.#files.set(file, bytes);
    const entry = { file, type, integrity: `sha384-${digest("sha384", bytes, "base64")}`, size: bytes.length };
    if (COMPRESSED_ALREADY.has(extname(file))) return entry;
    for (const [ending, key, compress] of COMPRESSIONS) {
      const smaller = compress(bytes);
      if (smaller.length >= bytes.length) continue;
      this.#files.set(`${file}${ending}`, smaller);
      entry[key] = smaller.length;
    }
    return entry;
  }
}

/** The bytes of a source, or a sentence naming it. */
export function source(path) {
  try {
    return readFileSync(path);
  } catch {
    throw new BuildError(`${path} is missing.`);
  }
}

function hashed(name, bytes) {
  const ending = extname(name);
  return `${name.slice(0, -ending.length)}-${digest("sha256", bytes).slice(0, 10)}${ending}`;
}

function digest(algorithm, content, encoding = "hex") {
  return createHash(algorithm).update(content).digest(encoding);
}
