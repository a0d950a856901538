import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { copyDatabase } from "../../src/sqlite/snapshot.js";
import { scratch } from "../local/fixtures.js";

/** Moves money between accounts all the while, and checkpoints now and then. */
const WRITER = `
  const Database = require("libsql");
  const database = new Database(process.argv[1]);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  let n = 0;
  const burst = () => {
    for (let i = 0; i < 20; i++) {
      n++;
      database.exec("BEGIN; UPDATE a SET v = v - 1 WHERE id = " + (n % 500) + "; UPDATE a SET v = v + 1 WHERE id = " + ((n * 7 + 3) % 500) + "; COMMIT");
    }
    if (n % 1000 === 0) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    setTimeout(burst, 2);
  };
  console.log("ready");
  burst();
`;

function accounts(file: string): void {
  const database = new Database(file);
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE a (id INTEGER PRIMARY KEY, v INTEGER, filler TEXT)");
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
    INSERT INTO a SELECT i, 100, hex(zeroblob(200)) FROM n`);
  database.close();
}

describe("copyDatabase", () => {
  it("gives a consistent database, even during writes and checkpoints", async () => {
    const folder = scratch();
    const file = join(folder, "live.sqlite");
    const copy = join(folder, "copy.sqlite");
    accounts(file);
    const writer = spawn(process.execPath, ["-e", WRITER, file], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      await once(writer.stdout, "data");
      for (let i = 0; i < 25; i++) {
        await copyDatabase(file, `${copy}${i}`);
        const database = new Database(`${copy}${i}`);
        expect(database.prepare("SELECT sum(v) AS total, count(*) AS rows FROM a").get()).toMatchObject({
          total: 50_000,
          rows: 500,
        });
        expect(database.prepare("PRAGMA integrity_check").get()).toMatchObject({ integrity_check: "ok" });
        database.close();
      }
    } finally {
      const exited = once(writer, "exit");
      writer.kill("SIGKILL");
      await exited;
    }
  });

  it("copies the WAL, and counts it", async () => {
    const folder = scratch();
    const [file, copy] = [join(folder, "a"), join(folder, "copy")];
    writeFileSync(file, "main");
    writeFileSync(`${file}-wal`, "wal of it");
    expect(await copyDatabase(file, copy)).toBe(13);
    expect([readFileSync(copy, "utf8"), readFileSync(`${copy}-wal`, "utf8")]).toEqual(["main", "wal of it"]);
    rmSync(`${file}-wal`);
    expect(await copyDatabase(file, `${copy} 2`)).toBe(4);
    expect(readdirSync(folder).sort()).toEqual(["a", "copy", "copy 2", "copy-wal"]);
  });

  it("gives up on a file that changes continuously, and on a missing file", async () => {
    const folder = scratch();
    const file = join(folder, "a");
    await expect(copyDatabase(file, join(folder, "copy"))).rejects.toThrow("ENOENT");
    writeFileSync(file, "x");
    // Whenever it is looked at, it has changed a millisecond ago.
    const clock = vi.spyOn(Date, "now").mockImplementation(() => Math.floor(statSync(file).mtimeMs) + 1);
    onTestFinished(() => clock.mockRestore());
    await expect(copyDatabase(file, join(folder, "copy"))).rejects.toThrow("attempts");
  });
});
