import { defineConfig } from "drizzle-kit";
import { unstable_readConfig } from "wrangler";
import { localDatabaseFile } from "./src/local-database.js";

const [database] = unstable_readConfig({ config: "wrangler.jsonc" }).d1_databases;

export default defineConfig({
  dialect: "sqlite",
  schema: "src/schema.ts",
  out: "migrations",
  dbCredentials: { url: `file:${localDatabaseFile(database)}` },
});
