import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { folderOf } from "../../support/runtimes/fetched.js";
import type { Answer, Database } from "./database.js";
import { type Table, withoutNul, writeTabs } from "./tables.js";

const PACKAGE = { label: "PGlite", package: "@electric-sql/pglite", version: "0.5.16" };

/** The part of PGlite's API that is used. PGlite is not a dependency. */
interface Pglite {
  exec(sql: string): Promise<unknown>;
  query<Row>(sql: string, parameters?: readonly unknown[], options?: { blob?: Blob }): Promise<{ rows: Row[] }>;
  close(): Promise<void>;
}

/** PostgreSQL in WebAssembly, in this process. */
export async function startPglite(folder: string, tables: readonly Table[]): Promise<Database> {
  const { resolve } = createRequire(join(folderOf("pglite", PACKAGE), "package.json"));
  const { PGlite } = (await import(pathToFileURL(resolve(PACKAGE.package)).href)) as { PGlite: new () => Pglite };
  const db = new PGlite();
  for (const table of tables) {
    const file = join(folder, `${table.name}-pglite.tsv`);
    writeTabs(file, withoutNul(table));
    await db.exec(`CREATE TABLE ${table.name} (${table.columns.map((name) => `${name} text`).join(", ")})`);
    await db.query(`COPY ${table.name} FROM '/dev/blob'`, [], { blob: new Blob([readFileSync(file)]) });
  }
  const [{ version }] = (await db.query<{ version: string }>("SHOW server_version")).rows.map((row) => ({
    version: Object.values(row)[0],
  }));
  return {
    version: `PGlite ${PACKAGE.version} (PostgreSQL ${version})`,
    run: async (statements) => {
      const answers: Answer[] = [];
      for (const { sql, parameters, returns } of statements) {
        const started = performance.now();
        const { rows } = await db.query<Record<string, unknown>>(sql, parameters);
        const value = returns ? Number(Object.values(rows[0])[0]) : null;
        answers.push({ value, seconds: (performance.now() - started) / 1000 });
      }
      return answers;
    },
    stop: () => db.close(),
  };
}
