import { readFileSync } from "node:fs";

const PACKAGES = ["@noble/hashes", "hash-wasm", "workerd"];

/** The versions of this package and of those it is compared with. */
export function versionsHere(): Record<string, string> {
  const manifests = ["package.json", ...PACKAGES.map((name) => `node_modules/${name}/package.json`)].map(
    (path) => JSON.parse(readFileSync(path, "utf8")) as { readonly name: string; readonly version: string },
  );
  return Object.fromEntries(manifests.map(({ name, version }) => [name, version]));
}
