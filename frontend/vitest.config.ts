/** Runs the TypeScript tests, which lie outside this folder beside the Python ones. */
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

const here = fileURLToPath(import.meta.url);

/** There is one npm root: sources and tests outside it import the same packages. */
const packagesFromHere: Plugin = {
  name: "packages-from-here",
  enforce: "pre",
  resolveId(source) {
    const isPackage = /^[@a-z]/.test(source) && !source.startsWith("node:");
    return isPackage ? this.resolve(source, here, { skipSelf: true }) : null;
  },
};

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  plugins: [packagesFromHere],
  cacheDir: fileURLToPath(new URL("node_modules/.vite", import.meta.url)),
  test: { include: ["tests/unit/**/*.test.ts"], restoreMocks: true },
});
