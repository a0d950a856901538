import Database from "libsql";

/** Opens an SQLite file as workerd does, or makes it. */
export function openDatabase(file: string): Database.Database {
  const database = new Database(file);
  database.prepare("PRAGMA journal_mode = WAL").get([]);
  database.exec("PRAGMA synchronous = NORMAL");
  return database;
}
