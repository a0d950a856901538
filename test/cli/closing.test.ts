import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { unpack } from "../../src/check/inputs/unpack.js";

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
