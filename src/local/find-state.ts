import { access } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DEFAULT_STATE } from "./default-state.js";
import { readOr, stateError } from "./faults.js";
import { entriesOf, foldersIn } from "./folders.js";
import { PLUGINS } from "./kinds.js";

/** The paths of a state folder within a project's folder, `.wrangler` and `.wrangler/state`. */
const BELOW = [DEFAULT_STATE, "state/v3", "v3"] as const;

/** The subfolders of a state folder. */
const PLUGIN_FOLDERS: readonly string[] = Object.values(PLUGINS);

/**
 * Finds the state folder for a folder: the folder itself, `.wrangler/state/v3` in it if it is a project, or its parent if
 * it is a subfolder such as `v3/do`.
 * @param directory the folder to start from
 * @returns the path of the state folder, derived from `directory`
 * @throws Error (`ERR_DO_STATE`) for a folder that can't be read, or that belongs to no state folder
 *
 * @example
 * ```js
 * import { mkdirSync } from "node:fs";
 * import { findStateFolder } from "durable-id/local";
 *
 * mkdirSync("project/.wrangler/state/v3/do", { recursive: true }); // as `wrangler dev` leaves it
 * await findStateFolder("project"); // → "project/.wrangler/state/v3"
 * await findStateFolder("project/.wrangler/state/v3/do"); // → "project/.wrangler/state/v3"
 * ```
 */
export async function findStateFolder(directory: string): Promise<string> {
  // The error for a missing or unreadable folder is more specific than that it isn't a state folder.
  await entriesOf(directory);
  const around = [...BELOW.map((path) => join(directory, path)), directory];
  if (PLUGIN_FOLDERS.includes(basename(resolve(directory)))) around.push(parentOf(directory));
  for (const folder of around) if (await isStateFolder(folder)) return folder;
  throw notAStateFolder(directory);
}

/**
 * Checks that a folder is a state folder.
 * @throws Error (`ERR_DO_STATE`) for a folder that can't be read, or isn't a state folder
 */
export async function requireStateFolder(directory: string): Promise<void> {
  await entriesOf(directory);
  if (!(await isStateFolder(directory))) throw notAStateFolder(directory);
}

function notAStateFolder(directory: string): Error {
  return stateError(
    `${JSON.stringify(directory)} is not a state folder: expected a folder with do, d1, kv or another subfolder of state, ` +
      `such as .wrangler/state/v3 of a project.`,
  );
}

/** The path without its last part; relative if possible. */
function parentOf(directory: string): string {
  const isSpelledOut = basename(directory) === basename(resolve(directory));
  return dirname(isSpelledOut ? directory : resolve(directory));
}

/**
 * Whether a folder is a state folder: it has `do/`, or the folder of another plugin that contains a namespace of Miniflare
 * or a database in the old layout. The names of plugins are not enough: many projects have a folder called `images`.
 */
async function isStateFolder(directory: string): Promise<boolean> {
  const folders = await readOr(
    [],
    () => foldersIn(directory),
    () => undefined,
  );
  if (folders.includes(PLUGINS.do)) return true;
  for (const plugin of folders.filter((name) => PLUGIN_FOLDERS.includes(name))) {
    const inside = await readOr(
      [],
      () => foldersIn(join(directory, plugin)),
      () => undefined,
    );
    if (inside.some((name) => name.startsWith("miniflare-"))) return true;
    for (const name of inside) if (await exists(join(directory, plugin, name, "db.sqlite"))) return true;
  }
  return false;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
