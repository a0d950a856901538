import { describe, expect, it, vi } from "vitest";
import { WasmClassifier } from "../../src/engine/classifier.js";
import { wasmModule } from "../../src/engine/module.js";
import { createWasmEngine } from "../../src/engine/wasm.js";
import { SeededRandom } from "../../support/random.js";
import { oracleNamedId } from "../oracle.js";
import { engineContract } from "./contract.js";
import { testNamespace } from "./samples.js";

engineContract(createWasmEngine(wasmModule()));

it("has its name, and a classifier of its own", () => {
  const { name, classifier } = createWasmEngine(wasmModule());
  expect([name, classifier?.([])]).toEqual(["wasm", expect.any(WasmClassifier)]);
});

/** Pages of 64 KB that the engine may add to its memory for names, whatever their length. */
const MOST_PAGES = 8;

describe("a huge name", () => {
  it("leaves no memory behind: the engine hashes it in pieces", () => {
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow");
    try {
      const root = new SeededRandom("huge").bytes(32);
      const prepared = createWasmEngine(wasmModule()).prepare(testNamespace(root).keys);
      for (const unit of ["n", "é", "€", "\ud800", "😀"]) {
        const name = unit.repeat(400_000 / unit.length);
        const id = oracleNamedId(root, name);
        expect(prepared.named(name, 0)).toBe(id);
        expect(prepared.namedAll(["short", name, name], 0).slice(1)).toEqual([id, id]);
      }
      expect(grow.mock.calls.reduce((pages, [more]) => pages + more, 0)).toBeLessThanOrEqual(MOST_PAGES);
    } finally {
      grow.mockRestore();
    }
  });

  it("finds room among many, in a memory that has not grown yet", () => {
    const root = new SeededRandom("room").bytes(32);
    const names = Array.from({ length: 10 }, (_, i) => "€".repeat(6000) + i);
    const prepared = createWasmEngine(wasmModule()).prepare(testNamespace(root).keys);
    expect(prepared.namedAll(names, 0)).toEqual(names.map((name) => oracleNamedId(root, name)));
  });

  it("has the same ID wherever a piece of it ends", () => {
    const root = new SeededRandom("cuts").bytes(32);
    const prepared = createWasmEngine(wasmModule()).prepare(testNamespace(root).keys);
    for (const shift of [0, 8, 9, 10, 11]) {
      for (const unit of ["😀", "\ud800", "\udc00", "\ud800€", "aé€😀\udfff"]) {
        const name = "x".repeat(65_525 + shift) + unit.repeat(20_000);
        expect(prepared.named(name, 0)).toBe(oracleNamedId(root, name));
      }
    }
    // A piece of three bytes a unit after an unfinished block.
    const long = `x${"€".repeat(140_000)}`;
    expect(prepared.named(long, 0)).toBe(oracleNamedId(root, long));
  });
});
