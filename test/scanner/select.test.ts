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
    // The limits are 16 names and 4,096 bytes in all, with those of the field as one name if it has several.
    const [fifteen, bytes, half] = ["a.".repeat(15), "x".repeat(4096), "x".repeat(1365)];
    expect(["id", "/a/b/0", `${fifteen}a`, bytes].map(isWasmFor)).toEqual([true, true, true, true]);
    expect([`${fifteen}a.a`, `${bytes}x`, `${half}.${half}`, "\ufffd"].map(isWasmFor)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
