import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the sources. */
export const SRC = fileURLToPath(new URL("../../src", import.meta.url));

/** Every source of src/ by its path there, with forward slashes. */
export function readSources(): Map<string, string> {
  const files = readdirSync(SRC, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => /\.[cm]?[jt]sx?$/.test(path));
  return new Map(paths.map((path) => [relative(SRC, path).split(sep).join("/"), readFileSync(path, "utf8")]));
}
