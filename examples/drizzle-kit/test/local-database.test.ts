import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { getPlatformProxy } from "wrangler";
import { type D1Binding, localDatabaseFile } from "../src/local-database.js";

const DATABASES: readonly D1Binding[] = [
  { binding: "WITH_PREVIEW", database_id: "aaaaaaaa-0000-4000-8000-000000000001", preview_database_id: "preview" },
  { binding: "WITH_ID", database_id: "aaaaaaaa-0000-4000-8000-000000000002" },
  { binding: "WITHOUT_ID" },
];

it("finds wrangler's file for each kind of database", async () => {
  const folder = mkdtempSync(join(tmpdir(), "databases-"));
  const configPath = join(folder, "wrangler.jsonc");
  const databases = DATABASES.map((database) => ({ ...database, database_name: database.binding }));
  writeFileSync(configPath, JSON.stringify({ name: "databases", d1_databases: databases, send_metrics: false }));
  const persist = { path: join(folder, ".wrangler/state/v3") };
  const { env, dispose } = await getPlatformProxy<Record<string, D1Database>>({ configPath, persist });
  try {
    for (const { binding } of DATABASES) await env[binding].exec("create table t (a)");
    const files = DATABASES.map((database) => join(folder, localDatabaseFile(database)));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const made = readdirSync(dirname(files[0])).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
    expect(made).toHaveLength(DATABASES.length);
  } finally {
    await dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
