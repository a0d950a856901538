import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Cloudflare from "cloudflare";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { SqliteDirectory } from "../../src/directory/sqlite.js";
import { durableId, shell } from "../cli/process.js";
import { cli, FOO, FOREIGN, ROOMS, scratch } from "../cli/support.js";

/** Built by `npm test` before the tests are run. */
const BIN = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** A `serve` that listens. */
interface Started {
  child: ChildProcess;
  /** What it has printed. */
  text: string;
  origin: string;
  /** What it has printed to standard error until it ends, when it is asked to. */
  complaints(): Promise<string>;
}

/** Starts `serve` on a free port. */
async function start(...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [BIN, "serve", "--port", "0", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  const text = chunk.toString();
  const complaints = async () => {
    child.kill("SIGTERM");
    await once(child, "close");
    return stderr;
  };
  return { child, text, origin: /http:\/\/[^/\s]+/.exec(text)?.[0] ?? "", complaints };
}

/** A database with one object, made by `import`. */
async function importedDb(): Promise<string> {
  const { path } = scratch();
  const db = join(path, "objects.db");
  const { code } = await cli(["import", "--db", db, "--unique-key", ROOMS], { stdin: `${FOO}\n` });
  expect(code).toBe(0);
  return db;
}

describe("serve", { timeout: 30_000 }, () => {
  it("makes a token, prints it once, and lists a database to the official SDK", async () => {
    const { text, origin, child } = await start("--db", await importedDb());
    const token = /^token {2}(\S+) /m.exec(text)?.[1] ?? "";
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(text.match(new RegExp(token, "g"))).toHaveLength(1);
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const client = new Cloudflare({ apiToken: token, baseURL: `${origin}/client/v4` });
    const seen: unknown[] = [];
    const account_id = "0".repeat(32);
    for await (const { id } of client.durableObjects.namespaces.list({ account_id })) {
      for await (const object of client.durableObjects.namespaces.objects.list(id ?? "", { account_id }))
        seen.push(object);
    }
    expect(seen).toEqual([{ id: FOO, hasStoredData: null }]);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("leaves a complete database file, even if IDs were imported while it ran", async () => {
    const db = await importedDb();
    const { path, file } = scratch();
    const { child, text, origin } = await start("--db", db);
    const token = /^token {2}(\S+) /m.exec(text)?.[1] ?? "";
    const url = `${origin}/client/v4/accounts/${"0".repeat(32)}/workers/durable_objects/namespaces/${ROOMS}/objects`;
    const list = async () => (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
    expect(await list()).toContain(FOO);
    const { stdout } = durableId(["mint", "--unique-key", ROOMS, "--unique", "500"]);
    expect(durableId(["import", "--db", db, "--unique-key", ROOMS, file("ids", stdout)]).status).toBe(0);
    expect((await list()).match(/hasStoredData/g)).toHaveLength(501);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    const copy = join(path, "copy.db");
    copyFileSync(db, copy);
    const directory = await SqliteDirectory.open(copy, { create: false });
    onTestFinished(() => directory.close());
    expect((await directory.objects(ROOMS, { limit: 1000 }))?.objects).toHaveLength(501);
  });

  it("takes a token from a file without printing it, and answers for one account only", async () => {
    const { file } = scratch();
    const account = "a".repeat(32);
    const { text, origin } = await start(
      ...["--db", await importedDb(), "--token-file", file("token", "s3cret-token\n"), "--account-id", account],
    );
    expect(text).not.toContain("s3cret");
    const status = async (token: string, id: string) =>
      (
        await fetch(`${origin}/client/v4/accounts/${id}/workers/durable_objects/namespaces`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status;
    expect([await status("s3cret-token", account), await status("x", account)]).toEqual([200, 401]);
    expect(await status("s3cret-token", "b".repeat(32))).toBe(403);
  });

  it("lists a state folder, and objects that appear in it later", async () => {
    const { path } = scratch();
    const folder = join(path, "do", ROOMS);
    mkdirSync(folder, { recursive: true });
    const { origin, text } = await start("--state", path);
    const token = /^token {2}(\S+) /m.exec(text)?.[1] ?? "";
    const url = `${origin}/client/v4/accounts/${"0".repeat(32)}/workers/durable_objects/namespaces/${ROOMS}/objects`;
    const list = async () =>
      ((await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json()) as { result: unknown })
        .result;
    expect(await list()).toEqual([]);
    // An empty file is an empty database.
    for (const id of [FOO, FOREIGN, `${FOO}.1`]) writeFileSync(join(folder, `${id}.sqlite`), "");
    expect(await list()).toEqual([{ id: FOO, hasStoredData: false }]);
  });

  it("serves the page with headers that block all other content", async () => {
    const { origin } = await start("--db", await importedDb());
    const page = await fetch(`${origin}/`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; /);
    const html = await page.text();
    expect(html).not.toMatch(/\son\w+=|<script>|<style|javascript:/i);
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const { status, headers } = await fetch(`${origin}${path}`);
      expect([status, headers.get("x-content-type-options")]).toEqual([200, "nosniff"]);
    }
    expect((await fetch(`${origin}/page/namespaces`)).status).toBe(400);
    expect((await fetch(`${origin}/`, { method: "POST" })).status).toBe(405);
  });
});

/** The status of a request for the page with this Host header. */
function statusFor(origin: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(origin, { headers: { host, connection: "close" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}

describe("security of serve", { timeout: 30_000 }, () => {
  it("refuses unknown hosts, and accepts those of --allowed-host", async () => {
    const args = ["--allowed-host", "ids.example", "--allowed-host", "other.example"];
    const { origin, complaints } = await start("--db", await importedDb(), ...args);
    const hosts = ["localhost", new URL(origin).host, "ids.example", "OTHER.example:80", "evil.example"];
    const statuses = await Promise.all(hosts.map((host) => statusFor(origin, host)));
    expect(statuses).toEqual([200, 200, 200, 200, 421]);
    expect(await complaints()).toBe("");
  });

  it("warns about an address that other machines can reach", async () => {
    const { origin, complaints } = await start("--db", await importedDb(), "--host", "0.0.0.0");
    expect(await statusFor(origin.replace("0.0.0.0", "127.0.0.1"), "192.168.1.5:8787")).toBe(200);
    expect(await complaints()).toMatch(/^durable-id: warning: .*0\.0\.0\.0.*TLS.*\n$/);
  });

  it("takes a token from a pipe", async () => {
    const { status } = shell(
      `exec {fd}< <(echo s3cret-token)
      node "$BIN" serve --db "$DB" --port 0 --token-file /dev/fd/$fd > "$DB.txt" & pid=$!
      until grep -q ^API "$DB.txt"; do sleep 0.05; done
      kill $pid && wait $pid`,
      { DB: await importedDb() },
    );
    expect(status).toBe(0);
  });
});

describe("serve exits with code 2 and one line for", () => {
  const cases: [string, string[], RegExp][] = [
    ["both sources", ["--db", "a", "--state", "b"], /--state .*--db/],
    ["no such state folder", ["--state", "no/such/dir"], /"no\/such\/dir": no such file or directory/],
    ["a folder that is not a state folder", ["--state", "test"], /"test" .*\.wrangler\/state\/v3/],
    ["no such database", ["--db", "no/such.db"], /"no\/such\.db": no such file/],
    ["a bad port", ["--db", "a", "--port", "http"], /--port .*0 to 65535.*"http"/],
    ["a bad host name", ["--db", "a", "--allowed-host", "a:80"], /--allowed-host must be a host name .*"a:80"/],
    ["a bad account", ["--db", "a", "--account-id", "me"], /--account-id must be 32 hex digits/],
    ["no such token file", ["--db", "a", "--token-file", "no/such"], /can't read the token file "no\/such"/],
  ];
  test.each(cases)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await cli(["serve", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("a token file without a valid token, and doesn't print its content", async () => {
    const { file } = scratch();
    for (const content of ["", "two words", "a\nb\n", "tökén"]) {
      const { code, stderr } = await cli(["serve", "--db", "a", "--token-file", file("token", content)]);
      expect([code, stderr.includes("two words")]).toEqual([2, false]);
      expect(stderr).toMatch(/must hold one token/);
    }
  });

  it("a port that is in use", async () => {
    const db = await importedDb();
    const { origin } = await start("--db", db);
    const { code, stderr } = await cli(["serve", "--db", db, "--port", new URL(origin).port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/can't listen on 127\.0\.0\.1 port \d+: .*in use/);
  });
});
