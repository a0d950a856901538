import { chmodSync, chownSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "./database.js";
import { installDebian, output, runEach, startServer } from "./process.js";
import { type Table, withoutNul, writeTabs } from "./tables.js";

const NOBODY = 65534;
const PREFIX = "/usr/lib/postgresql";

/** A separate PostgreSQL server, on a socket in the folder; installed from Debian's packages if it is missing. It refuses to run as root. */
export async function startPostgres(folder: string, tables: readonly Table[]): Promise<Database> {
  installDebian("postgresql", PREFIX);
  const [release] = readdirSync(PREFIX).sort((a, b) => Number(b) - Number(a));
  const bin = join(PREFIX, release, "bin");
  const data = join(folder, "postgres");
  mkdirSync(data);
  const isRoot = process.getuid?.() === 0;
  const unprivileged = ["--reuid", String(NOBODY), "--regid", String(NOBODY), "--clear-groups"];
  if (isRoot) {
    chmodSync(folder, 0o755);
    chownSync(data, NOBODY, NOBODY);
  }
  const command = (name: string, ...args: string[]): readonly [string, readonly string[]] =>
    isRoot ? ["setpriv", [...unprivileged, join(bin, name), ...args]] : [join(bin, name), args];
  await output(
    ...command(
      "initdb",
      "--pgdata",
      data,
      "--username",
      "test",
      "--auth",
      "trust",
      "--no-sync",
      "--encoding",
      "UTF8",
      "--locale",
      "C.UTF-8",
    ),
  );
  const psql = (sql: string): Promise<string> =>
    output(join(bin, "psql"), ["-h", data, "-U", "test", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1"], sql);
  const settings = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "log_min_messages=fatal"];
  const server = await startServer(...command("postgres", "-D", data, "-k", data, ...settings), () => psql("SELECT 1"));
  for (const table of tables) {
    const file = join(folder, `${table.name}-postgres.tsv`);
    writeTabs(file, withoutNul(table));
    await psql(`CREATE TABLE ${table.name} (${table.columns.map((name) => `${name} text`).join(", ")});
\\copy ${table.name} FROM '${file}'
ANALYZE ${table.name};`);
  }
  return {
    version: `PostgreSQL ${(await psql("SHOW server_version")).split(" ")[0]}`,
    run: (statements) =>
      runEach(statements, psql, ({ sql, parameters }) => {
        const values = parameters.map((value) => `'${value}'`).join(", ");
        return `PREPARE p AS ${sql};\nEXECUTE p(${values});`;
      }),
    stop: () => server.stop(),
  };
}
