import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { inject } from "vitest";
import { runLong } from "../../support/packed/npm.js";

const EXAMPLES = "examples";

/** Files that installing and running an example creates in its folder. */
const MADE = new Set(["node_modules", "package-lock.json", "dist", ".wrangler"]);

/** The examples that are packages: folders of `examples/` with a package.json. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "package.json")));
}

/**
 * Copies `examples/<name>` into an empty folder, and installs there what it depends on, without any install script: the
 * tarball of this checkout for `durable-id`, and the rest from npm.
 * @returns the folder, in which `npm test` can be run
 * @throws Error with all that npm wrote, or for an example that doesn't depend on `durable-id`
 */
export async function installExample(name: string): Promise<string> {
  const tarball = inject("tarball");
  const folder = mkdtempSync(join(dirname(tarball), `${name}-`));
  const source = join(EXAMPLES, name);
  cpSync(source, folder, {
    recursive: true,
    filter: (path) =>
      !relative(source, path)
        .split(sep)
        .some((part) => MADE.has(part)),
  });
  useTarball(join(folder, "package.json"), tarball);
  const options = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stderr } = await runLong(folder, "npm", ["install", ...options], process.env);
  if (status !== 0) throw new Error(`npm can't install ${folder}: ${stderr}`);
  return folder;
}

/** Replaces the release of `durable-id` in a package.json by the tarball. */
function useTarball(file: string, tarball: string): void {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { dependencies?: Record<string, string> };
  if (manifest.dependencies?.["durable-id"] === undefined) throw new Error(`${file} doesn't depend on durable-id.`);
  manifest.dependencies["durable-id"] = `file:${tarball}`;
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
