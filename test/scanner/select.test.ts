import { describe, expect, it } from "vitest";
import { createScanner, createSearch } from "../../src/engine/scan/select.js";
import type { RecordFormat } from "../../src/engine/scan/types.js";

const PAGE_SIZE = 65_536;

/** Whether a scanner or a search reads from the memory of a module, which consists of whole pages. */
function isWasm(scanner: { window(size: number): Uint8Array }): boolean {
  return scanner.window(1000).buffer.byteLength % PAGE_SIZE === 0;
}

describe("the scanner of an input", () => {
  it("is that of the engine", () => {
    const formats: RecordFormat[] = [
      { format: "text" },
      { format: "json", field: undefined },
      { format: "jsonl", field: "id" },
    ];
    for (const format of formats) {
      expect([isWasm(createScanner(format, "wasm")), isWasm(createScanner(format, "pure"))]).toEqual([true, false]);
    }
    expect([isWasm(createSearch("wasm")), isWasm(createSearch("pure"))]).toEqual([true, false]);
  });

  it("is the pure one if the module has no room for the field, or can't compare its bytes", () => {
    const isWasmFor = (field: string) => isWasm(createScanner({ format: "jsonl", field }, "wasm"));
    expect([isWasmFor("id"), isWasmFor("/a/b/0")]).toEqual([true, true]);
    expect([isWasmFor("x".repeat(100_000)), isWasmFor("a.".repeat(1000)), isWasmFor("\ufffd")]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
