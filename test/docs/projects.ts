import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Projects with the installed tarball and other packages, one for each set of packages that snippets need. The
 * first one has only the tarball.
 */
export class Projects {
  readonly #installed: string;
  readonly #byNeeds = new Map<string, string>();

  /** @param installed the project that has the tarball and nothing else */
  constructor(installed: string) {
    this.#installed = installed;
    this.#byNeeds.set("", installed);
  }

  /** The folder of the project that has these packages; they come from this repository's own `node_modules`. */
  with(needs: readonly string[]): string {
    const key = [...needs].sort().join();
    const known = this.#byNeeds.get(key);
    if (known !== undefined) return known;
    const folder = mkdtempSync(join(dirname(this.#installed), "project-with-"));
    writeFileSync(join(folder, "package.json"), '{ "name": "of-someone-with-more", "private": true }\n');
    cpSync(join(this.#installed, "node_modules"), join(folder, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    for (const name of needs) addPackage(folder, name);
    this.#byNeeds.set(key, folder);
    return folder;
  }
}

function addPackage(folder: string, name: string): void {
  const source = resolve("node_modules", name);
  if (!existsSync(source)) throw new Error(`a snippet needs ${name}, which is not a dev dependency`);
  const target = join(folder, "node_modules", name);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(source, target, "dir");
}
