import { realpath } from "node:fs/promises";
import type { FileClaims } from "../check/files/claims.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** The endings of the files that SQLite keeps next to a database. */
const COMPANIONS = ["-journal", "-wal", "-shm"];

/** Claims a database and the files that SQLite keeps next to it. @throws CliError if one of them is an input, or not a regular file */
export async function claimDatabase(path: string, claims: FileClaims): Promise<void> {
  const database = await claims.write("--db", path);
  const isNew = (await database.existing()) === undefined;
  for (const end of COMPANIONS) {
    const companion = await claims.write("--db", path + end);
    // SQLite would treat it as a leftover of the new database, and delete it.
    if (isNew && (await companion.existing())) {
      throw new CliError(
        `can't write ${quote(path)}: ${quote(path + end)} exists without the database; remove that file, or pass another --db`,
      );
    }
  }
}

/** Claims a database that is read, and the files that SQLite keeps next to it: no output may be one of these files. */
export async function claimListing(path: string, claims: FileClaims): Promise<void> {
  await claims.read("--db", path);
  const database = await realpath(path);
  // Files that don't exist yet are claimed too: no output may create them.
  for (const end of COMPANIONS) await claims.write("--db", database + end);
}
