import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import Database from "libsql";
import { describe, expect, test } from "vitest";
import type { Reconciliation } from "../../src/check/reconcile/reconciliation.js";
import { SqliteDirectory } from "../../src/directory.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { cli, type Surroundings, scratch } from "./support.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "shop-Cart" });
const roomIds = ["a", "b", "c", "d"].map((name) => rooms.idFromName(name).toString()).sort();
const cartIds = ["x", "y"].map((name) => carts.idFromName(name).toString()).sort();
const STRANGER = "0".repeat(64);

/** A listing of four rooms, of which the first has data, the second none, and two carts. */
async function world() {
  const { path, file } = scratch();
  const db = join(path, "objects.db");
  const directory = await SqliteDirectory.open(db);
  const { id } = directory.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
  await directory.record(
    id,
    roomIds.map((room, i) => ({ id: room, hasStoredData: [true, false][i] })),
  );
  const { id: cartsId } = directory.add({ uniqueKey: "shop-Cart", script: "shop", class: "Cart" });
  await directory.record(
    cartsId,
    cartIds.map((cart) => ({ id: cart, hasStoredData: true })),
  );
  directory.close();
  const run = (args: string[], surroundings?: Surroundings) => cli(["reconcile", "--db", db, ...args], surroundings);
  return { path, db, file, run };
}

/** What `--json` printed. */
const found = (stdout: string): Reconciliation => JSON.parse(stdout) as Reconciliation;

const counts = (withStoredData: number, withoutStoredData: number, unknown: number) => ({
  total: withStoredData + withoutStoredData + unknown,
  withStoredData,
  withoutStoredData,
  unknown,
});

describe("reconcile", () => {
  test("exits with 0 if the sets are the same, in either case and with repeated IDs", async () => {
    const { run, file } = await world();
    const stored = [...roomIds, ...roomIds.map((id) => id.toUpperCase()), ...cartIds].join("\n");
    const { code, stdout } = await run([file("ids.txt", stored)]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/are the same\n.* 6\n.* 0\n.* 0\n/)]);
    expect(stdout).toMatch(/records +10\n.*IDs +10 .*\n.*malformed +0 .*\n.*different IDs +6\n/);
  });

  test("writes three sets in the order of their IDs, and counts them", async () => {
    const { path, run, file } = await world();
    const ids = file("ids.txt", [STRANGER, roomIds[1].toUpperCase(), roomIds[3], STRANGER].join("\n"));
    const rows = file("carts.csv", `n,cart\n1,${cartIds[0]}\n2,${cartIds[0].slice(1)}\n`);
    const outputs = ["both", "stored-only", "listed-only"].flatMap((name) => [`--${name}`, `${path}/${name}`]);
    const { code, stdout } = await run(["--field", "cart", "--json", ...outputs, ids, rows]);
    expect(code).toBe(1);
    const { stored, listed, both, storedOnly, listedOnly, namespaces } = found(stdout);
    expect(stored).toMatchObject({ records: 6, ids: 5, refused: 1, distinct: 4, reasons: { truncated: 1 } });
    expect(stored.inputs.map(({ records, refused }) => [records, refused])).toEqual([
      [4, 0],
      [2, 1],
    ]);
    expect(stored.samples).toMatchObject([{ input: rows, line: 3, reason: "truncated" }]);
    expect([listed, both, storedOnly, listedOnly]).toEqual([counts(3, 1, 2), counts(1, 1, 1), 1, counts(2, 0, 1)]);
    expect(namespaces.map(({ id, both: each }) => [id, each.total])).toEqual([
      ["my-worker-ChatRoom", 2],
      ["shop-Cart", 1],
    ]);
    const csv = (lines: string[]) => `namespace,id,hasStoredData\n${lines.sort(byId).join("")}`;
    expect(readFileSync(`${path}/both`, "utf8")).toBe(
      csv([
        `my-worker-ChatRoom,${roomIds[1]},false\n`,
        `my-worker-ChatRoom,${roomIds[3]},\n`,
        `shop-Cart,${cartIds[0]},true\n`,
      ]),
    );
    expect(readFileSync(`${path}/stored-only`, "utf8")).toBe(`${STRANGER}\n`);
    expect(readFileSync(`${path}/listed-only`, "utf8")).toBe(
      csv([
        `my-worker-ChatRoom,${roomIds[0]},true\n`,
        `my-worker-ChatRoom,${roomIds[2]},\n`,
        `shop-Cart,${cartIds[1]},true\n`,
      ]),
    );
  });

  test("prints differences as text", async () => {
    const { run } = await world();
    const { code, stdout } = await run([], { stdin: `${roomIds[0]}\n${STRANGER}\nbad\n` });
    expect(code).toBe(1);
    expect(stdout).toMatch(/stored and listed +1\n.*stored, not listed +1 .*\n.*listed, not stored +5\n/);
    expect(stdout).toMatch(/with stored data +2\n.*without stored data +1\n.*unknown +2\n/);
    expect(stdout).toMatch(/by namespace\n.*\n +my-worker-ChatRoom +4 +1 +3 +0\n +shop-Cart +2 +0 +2 +2\n/);
    expect(stdout).toContain("stdin:3");
  });

  test.each([
    ["shop-Cart", [2, 2, 0]],
    ["shop_Cart", [2, 2, 0]],
    ["my-worker_ChatRoom", [4, 0, 2]],
  ])("accepts --namespace %s", async (namespace, expected) => {
    const { run } = await world();
    const { stdout } = await run(["--namespace", namespace, "--json"], { stdin: cartIds.join("\n") });
    const { listed, both, storedOnly } = found(stdout);
    expect([listed.total, both.total, storedOnly]).toEqual(expected);
  });

  test("reads gzip, SQLite, and IDs with a scope", async () => {
    const { path, run, file } = await world();
    const connection = new Database(`${path}/app.sqlite`);
    connection.exec(`CREATE TABLE rooms (id BLOB); INSERT INTO rooms VALUES (x'${roomIds[0]}'), (x'${STRANGER}')`);
    connection.close();
    const packed = file("ids.txt.gz", gzipSync(`Cart:${cartIds[0]}\n`));
    const query = ["--query", "SELECT id FROM rooms", `${path}/app.sqlite`];
    const { stdout } = await run(["--json", "--scoped", packed, ...query]);
    expect([found(stdout).both.total, found(stdout).storedOnly]).toEqual([2, 1]);
  });

  test("writes a report that runs nothing", async () => {
    const { path, run, file } = await world();
    const hostile = file("<script>alert(1)</script>.txt".replace("/", ""), `${roomIds[0]}\n<img src=x>\n`);
    await run(["--report", `${path}/report.html`, hostile]);
    const page = readFileSync(`${path}/report.html`, "utf8");
    expect(page).toMatch(/<h1[^>]*><b>5<\/b> differences between 1 stored ID and 6 listed objects/);
    expect(page).not.toMatch(/<script|<img/);
  });

  test("shows progress on a terminal, unless it is disabled", async () => {
    const { run } = await world();
    const surroundings = { stdin: `${roomIds[0]}\n`, isTTY: true, env: { NO_COLOR: "1" } };
    const { stderr } = await run([], surroundings);
    expect(stderr).toMatch(/comparing {2}\d+ % {2}\d objects/);
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
    expect((await run(["--no-progress"], surroundings)).stderr).toBe("");
  });
});

describe("exit code 2, and nothing is written", () => {
  test.each<[name: string, args: string[], stdin: string, message: RegExp]>([
    ["no record", [], "", /no records in standard input/],
    ["no ID", [], "id\nname\n", /no record is an ID/],
    ["no such namespace", ["--namespace", "shop"], STRANGER, /"shop" is not listed.*"my-worker-ChatRoom", "shop-Cart"/],
    ["no such input", ["missing.txt"], "", /no such file/],
    ["an option of another format", ["--field", "id"], STRANGER, /--field needs CSV/],
  ])("%s", async (_, args, stdin, message) => {
    const { path, run } = await world();
    const { code, stderr, stdout } = await run(["--both", `${path}/both`, ...args], { stdin });
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
    expect(readdirSync(path).filter((name) => !name.startsWith("objects.db"))).toEqual([]);
  });

  test("a missing listing, or one without objects", async () => {
    const { path, file } = scratch();
    const run = (db: string, ...args: string[]) => cli(["reconcile", "--db", db, ...args], { stdin: STRANGER });
    expect(await run(`${path}/none.db`)).toMatchObject({ code: 2, stderr: expect.stringContaining("no such file") });
    expect(await run(file("text.db", "text"))).toMatchObject({ code: 2, stderr: expect.stringContaining("SQLite") });
    const db = `${path}/empty.db`;
    const directory = await SqliteDirectory.open(db);
    directory.close();
    expect(await run(db)).toMatchObject({ code: 2, stderr: expect.stringContaining("--allow-empty") });
    expect((await run(db, "--allow-empty")).code).toBe(1);
    expect((await cli(["reconcile", "--db", db, "--allow-empty"])).code).toBe(0);
    expect(existsSync(`${path}/none.db`)).toBe(false);
  });

  test.each(["ids.txt", "objects.db", "objects.db-wal", "objects.db-journal", "report"])(
    "%s as an output",
    async (name) => {
      const { path, file, db, run } = await world();
      const ids = file("ids.txt", STRANGER);
      const before = readFileSync(db);
      const outputs = ["--report", `${path}/report`, "--listed-only", join(path, name)];
      const { code, stderr } = await run([...outputs, ids]);
      expect([code, stderr]).toEqual([2, expect.stringContaining("are the same file")]);
      expect([readFileSync(ids, "utf8"), readFileSync(db).equals(before)]).toEqual([STRANGER, true]);
      expect(existsSync(`${path}/report`)).toBe(false);
    },
  );
});

/** A signal that is aborted when somebody looks at it for this time, and how often somebody did. */
function abortedAtLook(turn: number): { stop: AbortSignal; looks: () => number } {
  const controller = new AbortController();
  let looks = 0;
  const stop = new Proxy(controller.signal, {
    get(signal, name) {
      if (name === "aborted" && ++looks === turn) controller.abort("SIGINT");
      const value: unknown = Reflect.get(signal, name);
      return typeof value === "function" ? value.bind(signal) : value;
    },
  });
  return { stop, looks: () => looks };
}

test("stops at every moment with 130, and leaves no files", async () => {
  const { path, file, run } = await world();
  const ids = file("ids.txt", STRANGER);
  writeFileSync(`${path}/both`, "old");
  const never = abortedAtLook(Number.POSITIVE_INFINITY);
  await run([ids], { stop: never.stop });
  expect(never.looks()).toBeGreaterThan(4);
  for (let look = 1; look <= never.looks(); look++) {
    const { code, stdout } = await run(["--both", `${path}/both`, ids], { stop: abortedAtLook(look).stop });
    expect([look, code, stdout]).toEqual([look, 130, ""]);
    expect(readFileSync(`${path}/both`, "utf8")).toBe("old");
    expect(readdirSync(path).filter((name) => name.endsWith(".durable-id"))).toEqual([]);
  }
});

/** The order of lines of CSV by the ID in their second column. */
function byId(a: string, b: string): number {
  return a.split(",")[1] < b.split(",")[1] ? -1 : 1;
}
