/** Reasons by primary result code. */
const REASONS: Readonly<Record<string, string>> = {
  SQLITE_BUSY: "another process has locked it",
  SQLITE_CORRUPT: "the database is damaged",
  SQLITE_FULL: "no space left on the disk",
  SQLITE_IOERR: "input/output error",
  SQLITE_LOCKED: "another process has locked it",
  SQLITE_NOMEM: "not enough memory",
  SQLITE_NOTADB: "it is not an SQLite database",
  SQLITE_PERM: "permission denied",
  SQLITE_READONLY: "it can't be written",
};

/** Whether an error is one of SQLite. */
export function isSqliteError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_");
}

/** The reason of an SQLite error: in plain words, or its own message. */
export function sqliteReason(error: Error & { readonly code: string }): string {
  const primary = error.code.split("_", 2).join("_");
  return REASONS[primary] ?? error.message;
}
