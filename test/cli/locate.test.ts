import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, FOO, FOREIGN, ROOMS, scratch } from "./support.js";

const D1 = "d1/miniflare-D1DatabaseObject/f023adf8de81e80d62670e09f086149af129cccda34c51f26517069258c53e8c.sqlite";

describe("locate", () => {
  test.each([
    [["d1", "11111111-2222-3333-4444-555555555555"], D1],
    [
      ["kv", "kv-id"],
      "kv/miniflare-KVNamespaceObject/e804d393442d21211bc1ec7aba1b3898d04a2d7269832ba8e294f8854dfb69e1.sqlite",
    ],
    [
      ["r2", "bucket"],
      "r2/miniflare-R2BucketObject/29965eb20d6b29e3c7008c7d0bc667fe58e803dc45daff05d97f04d3666537f4.sqlite",
    ],
    [["cache"], "cache/miniflare-CacheObject/9f458c07675338a7426a7b81ac4fb1baf92d034efbcaaf4336379640ed744ded.sqlite"],
    [
      ["cache", "assets"],
      "cache/miniflare-CacheObject/fee01ffc48c60977f3bff6984effcb1b7af6bb29a1f6a5e734d0dfb32bdae295.sqlite",
    ],
    [
      ["cache", ""],
      "cache/miniflare-CacheObject/9f458c07675338a7426a7b81ac4fb1baf92d034efbcaaf4336379640ed744ded.sqlite",
    ],
    [
      ["cache", "named one"],
      "cache/miniflare-CacheObject/d7118ff98a199c3c41beafe4058bf96cc82ee0f83c92ca7bee786c7aec432af8.sqlite",
    ],
    [["images"], /^images\/miniflare-images-KVNamespaceObject\/[0-9a-f]{64}\.sqlite$/],
    [["stream"], /^stream\/miniflare-StreamObject\/[0-9a-f]{64}\.sqlite$/],
    [["flagship", "app-1"], /^flagship\/miniflare-flagship-FlagshipObject\/9e412539[0-9a-f]{56}\.sqlite$/],
    [["ratelimit", "1001"], /^ratelimit\/miniflare-RateLimiterObject\/20766357[0-9a-f]{56}\.sqlite$/],
    [["observability"], /^observability\/miniflare-wobs-trace-store\/a590acd7[0-9a-f]{56}\.sqlite$/],
    [["artifacts", "default"], /^artifacts\/(37a8eec1[0-9a-f]{24})\/metadata\/\1\/37dfe81f[0-9a-f]{56}\.sqlite$/],
    [["do", ROOMS, "foo"], `do/${ROOMS}/${FOO}.sqlite`],
    [["do", ROOMS, "--id", FOO.toUpperCase()], `do/${ROOMS}/${FOO}.sqlite`],
    [["workflow", "orders", "one"], /^workflows\/miniflare-workflows-orders\/[0-9a-f]{64}\.sqlite$/],
    [["secrets-store", "id"], /^secrets-store\/miniflare-secrets-store-KVNamespaceObject\/[0-9a-f]{64}\.sqlite$/],
  ])("%j", async (argv, path) => {
    const state = scratch().path;
    const absent = await cli(["locate", ...argv, "--state", state]);
    expect(absent.code).toBe(1);
    expect(absent.stderr).toMatch(/^durable-id: [^\n]*--state[^\n]*\n$/);
    const located = absent.stdout.slice(`${state}/`.length, -1);
    if (typeof path === "string") expect(located).toBe(path);
    else expect(located).toMatch(path);
    mkdirSync(dirname(join(state, located)), { recursive: true });
    writeFileSync(join(state, located), "");
    expect(await cli(["locate", ...argv, "--state", state])).toEqual({ code: 0, stdout: absent.stdout, stderr: "" });
  });

  test("looks in wrangler's state folder by default", async () => {
    const { stdout } = await cli(["locate", "d1", "11111111-2222-3333-4444-555555555555"]);
    expect(stdout).toBe(`.wrangler/state/v3/${D1}\n`);
  });

  test("warns about a Worker without a name, whose unique key changes at the next start", async () => {
    const { path } = scratch();
    const worker = "9f3b1c52-6f3e-4d0a-8c52-0123456789ab";
    const { code, stderr } = await cli(["locate", "do", `${worker}-ChatRoom`, "lobby", "--state", path]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no name/);
    expect((await cli(["locate", "do", "my-worker-ChatRoom", "lobby", "--state", path])).stderr).not.toMatch(/name/);
  });

  test("a folder is not a file", async () => {
    const { path } = scratch();
    mkdirSync(join(path, D1), { recursive: true });
    expect((await cli(["locate", "d1", "11111111-2222-3333-4444-555555555555", "--state", path])).code).toBe(1);
  });

  test.each([
    [["queue", "x"], "do, d1, kv, r2, cache, workflow, secrets-store, images, stream, flagship, ratelimit"],
    [["constructor", "x"], '"constructor"'],
    [[], "missing required argument 'kind'"],
    [["d1"], "d1 DATABASE-ID"],
    [["d1", "a", "b"], "d1 DATABASE-ID"],
    [["do", "a"], "do UNIQUE-KEY --id ID"],
    [["do", "a", "b", "--id", FOO], "do UNIQUE-KEY NAME"],
    [["do", "a", "b", "c"], "do UNIQUE-KEY NAME"],
    [["cache", "a", "b"], "cache NAME"],
    [["images", "a"], "images"],
    [["flagship"], "flagship APP-ID"],
    [["workflow", "a"], "workflow NAME INSTANCE-ID"],
    [["kv", "a", "--id", FOO], "--id"],
    [["do", ROOMS, "--id", "x"], "64 hex digits"],
    [["do", ROOMS, "--id", FOREIGN], "Durable Object ID is not valid for this namespace"],
    [["do", "../../etc", "x"], '"../../etc"'],
  ])("refuses %j", async (argv, message) => {
    const { code, stdout, stderr } = await cli(["locate", ...argv]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^durable-id: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});
