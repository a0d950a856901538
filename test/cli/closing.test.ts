import { statSync, writeFileSync } from "node:fs";
import { type FileHandle, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { OutputPlace } from "../../src/check/files/output-place.js";
import { unpack } from "../../src/check/inputs/unpack.js";
import { NewFile } from "../../src/check/outputs/new-file.js";
import { temporaryName } from "../../src/system/temporary.js";

/** Every file that was opened during a run. */
const opened = vi.hoisted((): FileHandle[] => []);
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const open: typeof real.open = async (...args) => {
    const file = await real.open(...args);
    opened.push(file);
    return file;
  };
  return { ...real, open };
});

/*
 * Code that stops reading a file closes it. If the garbage collector does, Node prints a warning.
 */

/** Chunks that know whether their reader let them go. */
function watched(...chunks: readonly Uint8Array[]) {
  const state = { isOpen: false };
  async function* read(): AsyncIterable<Uint8Array> {
    state.isOpen = true;
    try {
      yield* chunks;
    } finally {
      state.isOpen = false;
    }
  }
  return { state, chunks: read() };
}

const text = Buffer.from("a,b\n1,2\n");
const packed = gzipSync(text);

describe("an input is closed", () => {
  it.each<[string, Uint8Array[]]>([
    ["text in one chunk", [text]],
    ["text in two", [text, text]],
    ["text whose first bytes tell nothing yet", [text.subarray(0, 1), text]],
    ["packed text", [packed]],
    ["packed text in two chunks", [packed.subarray(0, 15), packed.subarray(15)]],
  ])("if its reader stops at the start: %s", async (_, pieces) => {
    const { state, chunks } = watched(...pieces);
    for await (const chunk of unpack(chunks, "input")) {
      expect(chunk.length).toBeGreaterThan(0);
      expect(state.isOpen || pieces.length === 1).toBe(true);
      break;
    }
    expect(state.isOpen).toBe(false);
  });

  it("if it is damaged", async () => {
    const { state, chunks } = watched(packed.subarray(0, 20), Buffer.from("no deflate data"), text);
    const readAll = async () => {
      for await (const chunk of unpack(chunks, "input")) expect(chunk.length).toBeLessThanOrEqual(text.length);
    };
    await expect(readAll()).rejects.toThrow("not a complete gzip file");
    expect(state.isOpen).toBe(false);
  });
});

describe("an output of an earlier run", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "durable-id-closing-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is closed if it doesn't match the checkpoint", async () => {
    const place = await OutputPlace.resolve("--valid", join(folder, "valid.txt"));
    const name = temporaryName("valid.txt", `c${"0".repeat(16)}`);
    writeFileSync(join(folder, name), "short");
    const unfinished = { name, inode: String(statSync(join(folder, name), { bigint: true }).ino) };
    await expect(NewFile.resume(place, unfinished, 100)).rejects.toThrow(/it has 5 bytes.*100/);
    await expect(NewFile.resume(place, { name, inode: "0" }, 1)).rejects.toThrow("another file");
    // A FileHandle that was closed has no descriptor.
    expect(opened.map(({ fd }) => fd)).toEqual([-1, -1]);
  });
});
