import { SqliteDirectory } from "../directory/sqlite.js";
import { StateDirectory } from "../directory/state.js";
import type { Directory } from "../directory/types.js";
import { DEFAULT_STATE } from "../local/default-state.js";
import { findStateFolder } from "../local/find-state.js";

/** The directory to serve: at most one of the two. */
export interface DirectoryOptions {
  readonly state?: string | undefined;
  readonly db?: string | undefined;
}

/** A directory that must be closed after use. */
export type OpenDirectory = Directory & { close(): void | Promise<void> };

/** Opens the directory of the options: a state folder, by default that of wrangler, or an SQLite file. */
export async function openDirectory(
  { state, db }: DirectoryOptions,
  onFault: (error: unknown) => void,
): Promise<OpenDirectory> {
  if (db !== undefined) return SqliteDirectory.open(db, { create: false });
  return StateDirectory.open(await findStateFolder(state ?? DEFAULT_STATE), { onFault });
}
