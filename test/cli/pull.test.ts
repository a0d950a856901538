import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createListingApi } from "../../src/rest.js";
import { openSqlite } from "../directory/support.js";
import { createDescribedApi, type DescribedNamespace } from "../remote/described-api.js";
import { ACCOUNT, BASE_URL, contentsOf, contentsOfApi, namespaceOf, TOKEN } from "../remote/support.js";
import { cli, scratch } from "./support.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A server for one test, and a folder with the token in a file. */
function world(namespaces: DescribedNamespace[]) {
  const api = createDescribedApi({ account: ACCOUNT, token: TOKEN, namespaces, pageSize: 20 });
  vi.stubGlobal("fetch", api.fetch);
  const { path, file } = scratch();
  const token = file("token", `${TOKEN}\n`);
  chmodSync(token, 0o600);
  const db = join(path, "objects.db");
  const argv = ["pull", "--account-id", ACCOUNT, "--token-file", token, "--base-url", BASE_URL, "--db", db];
  return { api, argv, db, token };
}

const listedIn = async (db: string) => contentsOf(await openSqlite(db));

describe("pull", () => {
  it("copies the account's listing into a database, and reports what it did", async () => {
    const namespaces = [namespaceOf(1, 45), namespaceOf(2, 0)];
    const { argv, db } = world(namespaces);
    const first = await cli(argv);
    expect([first.code, first.stderr]).toEqual([0, ""]);
    expect(first.stdout).toMatch(
      /^ {2}worker_Class1 +45 +new\n {2}worker_Class2 +0 +new\n2 namespaces, 45 objects in .*objects\.db\n$/,
    );
    expect(await listedIn(db)).toEqual(contentsOfApi(namespaces));
    namespaces[0].objects.pop();
    namespaces.pop();
    const second = await cli([...argv, "--json"]);
    expect(JSON.parse(second.stdout)).toEqual({
      db,
      source: `${BASE_URL}/accounts/${ACCOUNT}`,
      namespaces: [
        {
          id: namespaces[0].id,
          name: "worker_Class1",
          script: "worker",
          class: "Class1",
          useSqlite: false,
          objects: 44,
          before: 45,
        },
      ],
      objects: 44,
      removed: [namespaceOf(2, 0).id],
    });
    expect((await cli(argv)).stdout).toMatch(/ {2}worker_Class1 +44\n1 namespace, 44 objects/);
    expect(await listedIn(db)).toEqual(contentsOfApi(namespaces));
  });

  it("makes `serve` list the same as the original server", async () => {
    const namespaces = [namespaceOf(1, 25)];
    const { argv, db } = world(namespaces);
    await cli(argv);
    const api = createListingApi({ directory: await openSqlite(db), auth: { tokens: [TOKEN] } });
    const get = async (path: string) => {
      const url = `${BASE_URL}/accounts/${ACCOUNT}/workers/durable_objects/namespaces${path}`;
      const response = await api(new Request(url, { headers: { authorization: `Bearer ${TOKEN}` } }));
      return (await response.json()) as { result: unknown };
    };
    const { objects: _, ...namespace } = namespaces[0];
    expect((await get("")).result).toEqual([namespace]);
    expect((await get(`/${namespace.id}/objects`)).result).toEqual(contentsOfApi(namespaces)[namespace.id]);
  });

  it("uses wrangler's variables for credentials and account, in wrangler's order", async () => {
    const { argv, db } = world([]);
    const withoutFile = ["pull", "--base-url", BASE_URL, "--db", db, "--allow-empty"];
    const sent: Record<string, string>[] = [];
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      sent.push({ url, ...(init.headers as Record<string, string>) });
      return Response.json({ success: true, errors: [], messages: [], result: [] });
    });
    const env = { CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_TOKEN: "from-the-environment" };
    const key = { CLOUDFLARE_API_KEY: "a-key", CLOUDFLARE_EMAIL: "me@example.com" };
    expect((await cli(withoutFile, { env })).code).toBe(0);
    expect((await cli(withoutFile, { env: { ...env, ...key } })).code).toBe(0);
    expect((await cli([...argv, "--allow-empty"], { env: { ...env, ...key } })).code).toBe(0);
    expect(sent.map(({ url, ...headers }) => [url.includes(ACCOUNT), headers])).toEqual([
      [true, { authorization: "Bearer from-the-environment" }],
      [true, { "x-auth-key": "a-key", "x-auth-email": "me@example.com" }],
      [true, { authorization: `Bearer ${TOKEN}` }],
    ]);
    expect(await listedIn(db)).toEqual({});
  });

  it("ends with exit code 2 and one line if it fails, and makes no database", async () => {
    const { argv, db, token } = world([namespaceOf(1, 5)]);
    const account = ["--account-id", ACCOUNT];
    const { file } = scratch();
    const cases: [string[], Record<string, string>, RegExp][] = [
      [["pull", "--db", db, "--token-file", token], {}, /account/],
      [["pull", "--db", db, "--token-file", token, "--account-id", "mine"], {}, /--account-id must be 32 hex digits/],
      [["pull", "--db", db, "--token-file", token], { CLOUDFLARE_ACCOUNT_ID: "x" }, /CLOUDFLARE_ACCOUNT_ID/],
      [["pull", "--db", db, ...account], {}, /--token-file/],
      [["pull", "--db", db, ...account], { CLOUDFLARE_API_TOKEN: "two words" }, /CLOUDFLARE_API_TOKEN must be/],
      [["pull", "--db", db, ...account, "--token-file", "missing"], {}, /no such file/],
      [["pull", ...account, "--token-file", token], {}, /--db/],
      [[...argv, "--base-url", "http://api.example/client/v4"], {}, /--base-url.*https/],
      [[...argv, "--base-url", "https://me:s3cret@api.example"], {}, /--base-url.*password/],
      [[...argv, "--token-file", file("wrong", "wrong")], {}, /403/],
      [[...argv, "--account-id", "f".repeat(32)], {}, /403/],
      [[...argv, "--namespace", "worker_Class7"], {}, /no namespace "worker_Class7".*worker_Class1/],
      [[...argv, "--db", token], {}, /--token-file|is also|the input/],
    ];
    for (const [call, env, message] of cases) {
      const { code, stdout, stderr } = await cli(call, { env });
      expect([code, stdout], call.join(" ")).toEqual([2, ""]);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/two words|s3cret|secret-token/);
    }
    expect(existsSync(db)).toBe(false);
    writeFileSync(db, "not a database, but a text\n".repeat(1000));
    expect((await cli(argv)).stderr).toMatch(/not an SQLite database/);
  });

  it("fails for an account without namespaces, unless --allow-empty", async () => {
    const { argv, db } = world([]);
    const { code, stderr } = await cli(argv);
    expect([code, existsSync(db)]).toEqual([2, false]);
    expect(stderr).toMatch(/no Durable Object namespaces.*--allow-empty/);
    const allowed = await cli([...argv, "--allow-empty"]);
    expect([allowed.code, allowed.stdout]).toEqual([0, `0 namespaces, 0 objects in ${db}\n`]);
  });

  it("ends with 130 if it is stopped, says how to continue, and continues there", async () => {
    const namespaces = [namespaceOf(1, 65)];
    const { api, argv, db } = world(namespaces);
    const controller = new AbortController();
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      if (api.pages.length === 2) controller.abort("SIGINT");
      return api.fetch(url, init);
    });
    const stopped = await cli(argv, { stop: controller.signal });
    expect([stopped.code, stopped.stdout]).toEqual([130, ""]);
    expect(stopped.stderr).toMatch(/run the same command again to continue\ndurable-id: stopped by SIGINT\n$/);
    vi.stubGlobal("fetch", api.fetch);
    const { code, stderr } = await cli(argv);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^durable-id: continuing the pull that started at 20\S+Z .*--restart.*\n$/);
    expect(api.pages).toHaveLength(4);
    expect(await listedIn(db)).toEqual(contentsOfApi(namespaces));
  });

  it("shows progress on a terminal, and reports repeated requests and restarts", async () => {
    const namespaces = [namespaceOf(1, 65)];
    namespaces[0].name = "evil\u001b[2J";
    const { api, argv } = world(namespaces);
    let requests = 0;
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      if (++requests === 3) return Promise.resolve(Response.json({}, { status: 429, headers: { "retry-after": "0" } }));
      if (requests === 5) api.expireCursors();
      return api.fetch(url, init);
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const running = cli(argv, { isTTY: true, env: { NO_COLOR: "1" } });
    const timers = setInterval(() => vi.runAllTimers(), 1);
    const { code, stderr } = await running;
    clearInterval(timers);
    vi.useRealTimers();
    expect(code).toBe(0);
    expect(stderr).toContain("20 objects");
    expect(stderr).toMatch(/durable-id: trying again in \d s: status 429/);
    expect(stderr).toMatch(/starts over.*10077/);
    expect(stderr).not.toContain("\u001b[2J");
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
    const quiet = await cli([...argv, "--no-progress"], { isTTY: true });
    expect(quiet.stderr).toBe("");
  });
});
