import { existsSync } from "node:fs";
import { drizzle } from "drizzle-orm/libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unstable_readConfig, unstable_startWorker } from "wrangler";
import { localDatabaseFile } from "../src/local-database.js";
import { entries } from "../src/schema.js";
import { Project } from "./project.js";

describe("one local database, used by a running wrangler dev and by drizzle", () => {
  const project = new Project();
  const config = project.path("wrangler.jsonc");
  const [database] = unstable_readConfig({ config }).d1_databases;
  const file = project.path(localDatabaseFile(database));
  let worker: Awaited<ReturnType<typeof unstable_startWorker>>;

  beforeAll(async () => {
    await project.run("wrangler", "d1", "execute", "DB", "--local", "--command", "select 1");
    worker = await unstable_startWorker({ config, dev: { server: { port: 0 }, inspector: false, logLevel: "error" } });
  }, 60_000);

  afterAll(async () => {
    await worker?.dispose();
    project.remove();
  });

  /** The result of a query that wrangler runs in the database. */
  async function query(sql: string): Promise<unknown[]> {
    const printed = await project.run("wrangler", "d1", "execute", "DB", "--local", "--json", "--command", sql);
    const [{ results }] = JSON.parse(printed) as [{ results: unknown[] }];
    return results;
  }

  it("is in the file that localDatabaseFile returns", () => {
    expect(existsSync(file)).toBe(true);
  });

  it("gets its table from drizzle-kit migrate", async () => {
    const tables = "select name from sqlite_master where name = 'entries'";
    expect(await query(tables)).toEqual([]);
    expect(await project.run("drizzle-kit", "migrate")).toContain("migrations applied successfully");
    expect(await query(tables)).toEqual([{ name: "entries" }]);
  }, 60_000);

  it("matches the schema according to drizzle-kit push", async () => {
    expect(await project.run("drizzle-kit", "push")).toContain("No changes detected");
  }, 60_000);

  it("shares writes between the Worker, through D1, and drizzle", async () => {
    const byWorker = { id: 1, author: "Ada", message: "from the Worker" };
    const byDrizzle = { id: 2, author: "Bob", message: "from a script" };
    const posted = await worker.fetch("http://localhost", { method: "POST", body: JSON.stringify(byWorker) });
    expect([posted.status, await posted.json()]).toEqual([201, [byWorker]]);

    const local = drizzle({ connection: { url: `file:${file}` } });
    expect(await local.select().from(entries)).toEqual([byWorker]);
    await local.insert(entries).values(byDrizzle);
    local.$client.close();

    expect(await (await worker.fetch("http://localhost")).json()).toEqual([byWorker, byDrizzle]);
  }, 60_000);
});
