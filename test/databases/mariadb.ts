import { join } from "node:path";
import type { Database } from "./database.js";
import { installDebian, output, runEach, startServer } from "./process.js";
import { type Table, writeTabs } from "./tables.js";

const SERVER = "/usr/sbin/mariadbd";

/** A separate MariaDB server, on a socket in the folder; installed from Debian's packages if it is missing. */
export async function startMariadb(folder: string, tables: readonly Table[]): Promise<Database> {
  installDebian("mariadb-server", SERVER);
  const data = join(folder, "mariadb");
  const socket = join(folder, "mariadb.sock");
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const where = ["--no-defaults", `--datadir=${data}`];
  await output("mariadb-install-db", [...where, ...user, "--auth-root-authentication-method=normal"]);
  const client = ["--no-defaults", `--socket=${socket}`, "--user=root", "--default-character-set=utf8mb4", "-N", "-B"];
  const query = (sql: string, database = "test"): Promise<string> =>
    output("mariadb", [...client, "--local-infile=1", database], sql);
  const options = [
    `--socket=${socket}`,
    "--skip-networking",
    "--local-infile=1",
    `--pid-file=${join(folder, "mariadb.pid")}`,
  ];
  const server = await startServer(SERVER, [...where, ...user, ...options], () => query("SELECT 1", "mysql"));
  await query("CREATE DATABASE IF NOT EXISTS test; ALTER DATABASE test CHARACTER SET utf8mb4", "mysql");
  for (const table of tables) {
    const file = join(folder, `${table.name}-mariadb.tsv`);
    writeTabs(file, table);
    await query(`CREATE TABLE ${table.name} (${table.columns.map((name) => `${name} LONGTEXT`).join(", ")}) CHARACTER SET utf8mb4;
LOAD DATA LOCAL INFILE '${file}' INTO TABLE ${table.name} CHARACTER SET utf8mb4;`);
  }
  return {
    version: `MariaDB ${(await query("SELECT VERSION()")).split("-")[0]}`,
    run: (statements) =>
      runEach(statements, query, ({ sql, parameters }) => {
        const values = parameters.map((value) => `'${value}'`).join(", ");
        return `EXECUTE IMMEDIATE '${sql.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}' USING ${values};`;
      }),
    stop: () => server.stop(),
  };
}
