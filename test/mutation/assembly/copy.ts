import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const LEFT_OUT = new Set(["node_modules", "dist", "build", ".git"]);

/**
 * Copies the sources of this checkout to a new temporary folder, which shares its packages.
 * @returns the folder, and what removes it
 */
export function copyCheckout(root: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-mutants-"));
  cpSync(root, folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
