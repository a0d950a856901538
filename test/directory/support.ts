import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { SqliteDirectory } from "../../src/directory.js";

/** A folder for one test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The path of a database that isn't there yet. */
export const scratchPath = (): string => join(scratchFolder(), "objects.db");

/** Opens a directory for one test. */
export async function openSqlite(path = scratchPath()): Promise<SqliteDirectory> {
  const directory = await SqliteDirectory.open(path);
  onTestFinished(() => directory.close());
  return directory;
}
