import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, FOO, FOREIGN, ROOMS, scratch } from "./support.js";

const D1 = "d1/miniflare-D1DatabaseObject/f023adf8de81e80d62670e09f086149af129cccda34c51f26517069258c53e8c.sqlite";
const ABSENT = "durable-id: there is no such file: the object never ran, or its state is elsewhere (--state)\n";

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
    [["do", ROOMS, "foo"], `do/${ROOMS}/${FOO}.sqlite`],
    [["do", ROOMS, "--id", FOO.toUpperCase()], `do/${ROOMS}/${FOO}.sqlite`],
    [["workflow", "orders", "one"], /^workflows\/miniflare-workflows-orders\/[0-9a-f]{64}\.sqlite$/],
    [["secrets-store", "id"], /^secrets-store\/miniflare-secrets-store-KVNamespaceObject\/[0-9a-f]{64}\.sqlite$/],
  ])("%j", async (argv, path) => {
    const state = scratch().path;
    const absent = await cli(["locate", ...argv, "--state", state]);
    expect([absent.code, absent.stderr]).toEqual([1, ABSENT]);
    const located = absent.stdout.slice(`${state}/`.length, -1);
    if (typeof path === "string") expect(located).toBe(path);
    else expect(located).toMatch(path);
    mkdirSync(dirname(join(state, located)), { recursive: true });
    writeFileSync(join(state, located), "");
    expect(await cli(["locate", ...argv, "--state", state])).toEqual({ code: 0, stdout: absent.stdout, stderr: "" });
  });

  test("looks where wrangler keeps its state, unless it is told otherwise", async () => {
    const { stdout } = await cli(["locate", "d1", "11111111-2222-3333-4444-555555555555"]);
    expect(stdout).toBe(`.wrangler/state/v3/${D1}\n`);
  });

  test("a folder is no file", async () => {
    const { path } = scratch();
    mkdirSync(join(path, D1), { recursive: true });
    expect((await cli(["locate", "d1", "11111111-2222-3333-4444-555555555555", "--state", path])).code).toBe(1);
  });

  test.each([
    [["queue", "x"], 'no such kind as "queue": say do, d1, kv, r2, cache, workflow, secrets-store'],
    [["constructor", "x"], 'no such kind as "constructor"'],
    [[], "missing required argument 'kind'"],
    [["d1"], "d1 is located by: d1 DATABASE-ID"],
    [["d1", "a", "b"], "d1 is located by: d1 DATABASE-ID"],
    [["do", "a"], "do is located by: do UNIQUE-KEY NAME, or do UNIQUE-KEY --id ID"],
    [["do", "a", "b", "--id", FOO], "do is located by"],
    [["do", "a", "b", "c"], "do is located by"],
    [["cache", "a", "b"], "cache is located by: cache, or cache NAME"],
    [["workflow", "a"], "workflow is located by: workflow NAME INSTANCE-ID"],
    [["kv", "a", "--id", FOO], "--id is for Durable Objects (do)"],
    [["do", ROOMS, "--id", "x"], "Invalid Durable Object ID: must be 64 hex digits"],
    [["do", ROOMS, "--id", FOREIGN], "Durable Object ID is not valid for this namespace"],
    [["do", "../../etc", "x"], `A unique key that is kept locally names a folder: it can't be "../../etc"`],
  ])("refuses %j", async (argv, message) => {
    const { code, stdout, stderr } = await cli(["locate", ...argv]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^durable-id: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});
