import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Cloudflare from "cloudflare";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { cli, FOO, FOREIGN, ROOMS, scratch } from "../cli/support.js";

/** Built by `npm test` before the tests are run. */
const BIN = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** Starts `serve` on a free port; resolves with what it printed once it listens. */
async function start(...args: string[]): Promise<{ child: ChildProcess; text: string; origin: string }> {
  const child = spawn(process.execPath, [BIN, "serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [chunk] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const text = chunk.toString();
  return { child, text, origin: /http:\/\/[^/\s]+/.exec(text)?.[0] ?? "" };
}

/** A database with one object, made by `import`. */
async function importedDb(): Promise<string> {
  const { path } = scratch();
  const db = join(path, "objects.db");
  const { code } = await cli(["import", "--db", db, "--unique-key", ROOMS], { stdin: `${FOO}\n` });
  expect(code).toBe(0);
  return db;
}

describe("serve", () => {
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
    expect(seen).toEqual([{ id: FOO, hasStoredData: false }]);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("takes a token from a file, and never prints that one; answers for one account", async () => {
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

  it("lists a state directory, and what appears in it", async () => {
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

  it("serves the page with headers that let nothing else in", async () => {
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
    expect((await fetch(`${origin}/page/facts`)).status).toBe(400);
    expect((await fetch(`${origin}/`, { method: "POST" })).status).toBe(405);
  });
});

describe("what can't be served: exit code 2 and one line", () => {
  const cases: [string, string[], RegExp][] = [
    ["both sources", ["--db", "a", "--state", "b"], /--state and --db exclude each other/],
    ["no such state folder", ["--state", "no/such/dir"], /"no\/such\/dir": no such file or directory/],
    ["a folder that is not a state folder", ["--state", "test"], /"test" .*\.wrangler\/state\/v3/],
    ["no such database", ["--db", "no/such.db"], /Can't open the directory "no\/such\.db": there is no such file/],
    ["a bad port", ["--db", "a", "--port", "http"], /--port wants a port/],
    ["a bad account", ["--db", "a", "--account-id", "me"], /--account-id must be 32 hex digits/],
    ["no such token file", ["--db", "a", "--token-file", "no/such"], /can't read the token file "no\/such"/],
  ];
  test.each(cases)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await cli(["serve", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("a token file that holds no token, which isn't shown", async () => {
    const { file } = scratch();
    for (const content of ["", "two words", "a\nb\n", "tökén"]) {
      const { code, stderr } = await cli(["serve", "--db", "a", "--token-file", file("token", content)]);
      expect([code, stderr.includes("two words")]).toEqual([2, false]);
      expect(stderr).toMatch(/must hold one token/);
    }
  });

  it("a port that is taken", async () => {
    const db = await importedDb();
    const { origin } = await start("--db", db);
    const { code, stderr } = await cli(["serve", "--db", db, "--port", new URL(origin).port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/can't listen on 127\.0\.0\.1 port \d+: something else listens there already/);
  });
});
