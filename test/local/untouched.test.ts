import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { FIXTURE_RELEASES, fixture, scanAll, scratch } from "./fixtures.js";
import { listingOf } from "./listing.js";

// By `require`: its types bring all of the platform's globals.
const { Miniflare } = createRequire(import.meta.url)("miniflare") as {
  Miniflare: new (
    options: object,
  ) => {
    dispatchFetch(url: string): Promise<{ text(): Promise<string> }>;
    dispose(): Promise<void>;
  };
};

const SCRIPT = `
export class Board {
  constructor(ctx) { this.ctx = ctx; }
  async fetch(request) {
    await this.ctx.storage.put("key" + Math.random(), request.url);
    return new Response((await this.ctx.storage.list()).size);
  }
}
export default {
  fetch: (request, env) => env.BOARDS.get(env.BOARDS.idFromName(new URL(request.url).pathname)).fetch(request),
};`;

describe("the user's files are unchanged, byte for byte, and there are no new files", () => {
  it.each(FIXTURE_RELEASES)("after a scan, without a running runtime: %s", async (release) => {
    const { state } = fixture(release);
    const before = listingOf(state);
    expect((await scanAll(state)).length).toBeGreaterThan(3);
    expect(listingOf(state)).toEqual(before);
  });

  it("after a scan that finds files that can't be read", async () => {
    const { state } = fixture(FIXTURE_RELEASES[0]);
    writeFileSync(join(state, "do/my-worker-Board", `${"0".repeat(64)}.sqlite`), "x".repeat(5_000));
    writeFileSync(join(state, "do/my-worker-Board", `${"1".repeat(64)}.sqlite-wal`), "without a database");
    const before = listingOf(state);
    expect((await scanAll(state)).filter(({ fault }) => fault !== undefined)).toHaveLength(1);
    expect(listingOf(state)).toEqual(before);
  });

  it("the test detects the effects of opening a file", () => {
    const { state } = fixture("3.20240129.3");
    const before = listingOf(state);
    const file = "do/my-worker-ChatRoom/abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9.sqlite";
    const database = new Database(join(state, file));
    database.prepare("SELECT name FROM sqlite_master").all();
    database.close();
    expect(listingOf(state)).not.toEqual(before);
  });

  describe("with a running runtime", () => {
    let state: string;
    let write: (name: string) => Promise<number>;
    let stop = async () => {};

    beforeAll(async () => {
      const { mkdtempSync, rmSync } = await import("node:fs");
      state = mkdtempSync(join((await import("node:os")).tmpdir(), "durable-id-test-"));
      const miniflare = new Miniflare({
        name: "my-worker",
        modules: true,
        script: SCRIPT,
        compatibilityDate: "2025-01-01",
        durableObjects: { BOARDS: { className: "Board", useSQLite: true } },
        durableObjectsPersist: join(state, "do"),
      });
      write = async (name) => Number(await (await miniflare.dispatchFetch(`http://worker/${name}`)).text());
      stop = async () => {
        await miniflare.dispose();
        rmSync(state, { recursive: true });
      };
      for (let i = 0; i < 20; i++) await write(`board ${i}`);
    });

    afterAll(() => stop());

    it("that is idle", async () => {
      const before = listingOf(state);
      const found = await scanAll(state);
      expect(listingOf(state)).toEqual(before);
      expect(found).toHaveLength(20);
      for (const board of found) expect(board).toMatchObject({ isValid: true, hasStoredData: true, fault: undefined });
      expect(await write("board 3")).toBe(2);
    });

    it("that writes continuously: objects are read consistently, and none of its writes is lost", async () => {
      let isOver = false;
      // Once before: an object's file is there a moment before its first write is.
      let writes = await write("busy");
      const writing = (async () => {
        while (!isOver) {
          const size = await write("busy");
          writes++;
          expect(size).toBe(writes);
        }
      })();
      for (let scans = 0; scans < 5 || writes <= 20; scans++) {
        for (const { fault, hasStoredData, isValid } of await scanAll(state)) {
          expect({ fault, hasStoredData, isValid }).toEqual({ fault: undefined, hasStoredData: true, isValid: true });
        }
      }
      isOver = true;
      await writing;
    });
  });
});

describe("temporary copies", () => {
  it("are removed after a scan, and after one that is left early", async () => {
    const { readdirSync } = await import("node:fs");
    const { scanState } = await import("../../src/local.js");
    const { state } = fixture(FIXTURE_RELEASES[0]);
    const own = scratch();
    const before = process.env.TMPDIR;
    onTestFinished(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });
    process.env.TMPDIR = own;
    await scanAll(state);
    expect(readdirSync(own)).toEqual([]);
    for await (const { id } of scanState(state)) {
      expect(id).toHaveLength(64);
      expect(readdirSync(own)).toHaveLength(1);
      break;
    }
    expect(readdirSync(own)).toEqual([]);
  });
});
