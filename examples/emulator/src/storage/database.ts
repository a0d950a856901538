import Database from "libsql";

/** Opens or creates an SQLite file, with workerd's settings. */
export function openDatabase(file: string): Database.Database {
  const database = new Database(file);
  database.prepare("PRAGMA journal_mode = WAL").get([]);
  database.exec("PRAGMA synchronous = NORMAL");
  return database;
}
