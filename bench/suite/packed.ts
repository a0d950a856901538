import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { npm, pack } from "../../test/packed/npm.js";

/** A project into which the packed package was installed, as anyone does. */
export interface PackedProject {
  /** Its folder. */
  readonly home: string;
  /** The installed command line. */
  readonly bin: string;
  /** Removes it. */
  remove(): void;
}

/** Packs what `npm run build` made, and installs it into an empty project. */
export function installPacked(): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-bench-"));
  const home = join(folder, "project");
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "name": "of-someone", "private": true }\n');
  npm(home, "install", join(folder, pack(folder).filename));
  return {
    home,
    bin: join(home, "node_modules/durable-id/dist/bin.js"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Writes a module into such a project that hands the installed package to a module of ours: what is measured is what
 * was installed, and how it is measured is one source for all.
 * @param module ours, its path from the root of the repository
 * @param start the call of what it exports, with `library` in its hands
 * @returns the path of the module
 */
export function writeEntry({ home }: Pick<PackedProject, "home">, name: string, module: string, start: string): string {
  const path = join(home, name);
  const text = `import { DurableObjectNamespace, engineReport } from "durable-id";
import { createValidator, idsFromNames } from "durable-id/bulk";
import * as ours from ${JSON.stringify(resolve(module))};
const library = { DurableObjectNamespace, createValidator, idsFromNames, engineReport };
${start}
`;
  writeFileSync(path, text);
  return path;
}
