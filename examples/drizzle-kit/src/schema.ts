import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The entries of a guest book. */
export const entries = sqliteTable("entries", {
  id: integer().primaryKey({ autoIncrement: true }),
  author: text().notNull(),
  message: text().notNull(),
});
