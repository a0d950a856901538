import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readOr } from "./faults.js";
import { foldersIn } from "./folders.js";

/** A database of Miniflare up to 3.20230904: it is identified by the name of its folder, and has no ID. */
export interface OldDatabase {
  /** The folder of its plugin: `d1`, `kv`, `r2`, `cache`. */
  readonly plugin: string;
  /** Its folder: the name of the database, with invalid characters replaced. */
  readonly folder: string;
  /** Its file, relative to the state folder, with `/` as separator. */
  readonly path: string;
  /** The size of its file, and of its WAL if there is one, in bytes. */
  readonly size: number;
}

/**
 * Lists the databases in the old layout, `<plugin>/<name>/db.sqlite`, sorted by path. A newer runtime moves each to its
 * current place when it is first bound there; `do/` has never changed. Opens no file. Subfolders that can't be read are
 * skipped: `scanState` reports them.
 * @param directory such as `.wrangler/state/v3`
 * @throws Error (`ERR_DO_STATE`) for a state folder that can't be read
 *
 * @example
 * ```js
 * import { mkdirSync, writeFileSync } from "node:fs";
 * import { listOldDatabases } from "durable-id/local";
 *
 * mkdirSync("state/d1/my-database", { recursive: true }); // as Miniflare 3.20230904 left it
 * writeFileSync("state/d1/my-database/db.sqlite", "");
 * const [database] = await listOldDatabases("state");
 * database.path; // → "d1/my-database/db.sqlite"
 * ```
 */
export async function listOldDatabases(directory: string): Promise<OldDatabase[]> {
  const found: OldDatabase[] = [];
  for (const plugin of await foldersIn(directory)) {
    for (const folder of await readOr(
      [],
      () => foldersIn(join(directory, plugin)),
      () => undefined,
    )) {
      const file = join(directory, plugin, folder, "db.sqlite");
      const size = await sizeOf(file);
      if (size === undefined) continue;
      found.push({
        plugin,
        folder,
        path: `${plugin}/${folder}/db.sqlite`,
        size: size + ((await sizeOf(`${file}-wal`)) ?? 0),
      });
    }
  }
  return found;
}

/** The size of a file in bytes; `undefined` if it doesn't exist, or its folder can't be read. */
async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}
