import { beforeEach, describe, expect, it } from "vitest";
import { WasmClassifier } from "../../src/engine/classifier.js";
import { ContextSlots, NamespaceContexts } from "../../src/engine/contexts.js";
import { CONTEXT_SIZE, CONTEXT_SLOTS, Kernel, type KernelLayout, TILE } from "../../src/engine/kernel.js";
import { wasmModule } from "../../src/engine/module.js";
import { SeededRandom } from "../../support/random.js";
import { oracleNamedId } from "../oracle.js";
import { anyRow, testNamespace, testScope } from "./samples.js";

// The WASM engine's memory, looked at from outside: what a run writes beyond what it may.

const CANARY = 0xa5;
const random = new SeededRandom("memory");

/** The regions of KernelLayout, with the bytes that each has for one row; 0 where it has nothing to do with rows. */
const PER_ROW: Readonly<Record<keyof KernelLayout, number>> = {
  contexts: 0,
  key: 0,
  id: 0,
  digits: 0,
  state: 0,
  rows: 64,
  ids: 32,
  words: 4,
  namespaces: 2,
  jurisdictions: 1,
  verdicts: 1,
  text: 0,
};

let kernel: Kernel;
let slots: ContextSlots;

beforeEach(() => {
  kernel = new Kernel(wasmModule());
  slots = new ContextSlots(kernel);
});

/** Fills everything from the first row's digits to the memory's end. */
function plantCanaries(): void {
  kernel.views.all.fill(CANARY, kernel.at.key);
}

/** The regions that differ from canaries beyond the bytes of `count` rows, and the gaps that do. */
function trespasses(count: number): string[] {
  const names = Object.keys(PER_ROW) as (keyof KernelLayout)[];
  return names.slice(1).filter((name, i) => {
    const end = i + 2 < names.length ? kernel.at[names[i + 2]] : kernel.views.all.length;
    const beyond = kernel.views.all.subarray(kernel.at[name] + count * PER_ROW[name], end);
    return beyond.some((byte) => byte !== CANARY);
  });
}

describe("the layout", () => {
  it("has its regions in order, apart from each other, aligned, and below the memory's end", () => {
    const { at, call, views } = kernel;
    const starts = Object.keys(PER_ROW).map((name) => at[name as keyof KernelLayout]);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts.every((start) => start % 16 === 0)).toBe(true);
    expect(at.contexts).toBeGreaterThanOrEqual(call.heapBase.value);
    expect(at.key - at.contexts).toBe(CONTEXT_SLOTS * CONTEXT_SIZE);
    const names = Object.keys(PER_ROW) as (keyof KernelLayout)[];
    for (const [i, name] of names.entries()) {
      const next = at[names[i + 1]] ?? views.all.length;
      expect(next - at[name], name).toBeGreaterThanOrEqual(TILE * PER_ROW[name]);
    }
    expect(views.offsets).toHaveLength(TILE + 1);
    expect(at.namespaces - at.words).toBeGreaterThanOrEqual(views.offsets.byteLength);
    expect(views.text.byteOffset + views.text.length).toBe(call.memory.buffer.byteLength);
  });

  it("keeps its views whole when memory grows, and grows no more than it must", () => {
    const before = kernel.views.text.length;
    expect(before).toBeGreaterThanOrEqual(65_536);
    kernel.reserveText(before);
    expect(kernel.views.text).toHaveLength(before);
    for (const size of [before + 1, 3_000_000, 10]) {
      kernel.views.rows.fill(7);
      kernel.reserveText(size);
      for (const view of Object.values(kernel.views) as Uint8Array[]) {
        expect(view.buffer).toBe(kernel.call.memory.buffer);
        expect(view.length).toBeGreaterThan(0);
      }
      expect(kernel.views.text.length).toBeGreaterThanOrEqual(size);
      expect(kernel.views.rows.every((byte) => byte === 7)).toBe(true);
    }
    expect(kernel.views.text.length).toBeLessThan(3_000_000 + 65_536);
  });
});

describe("a run of the classifier", () => {
  const rooms = testNamespace(random.bytes(32));
  const others = testNamespace(random.bytes(32), [{ name: "far", code: 255 }]);
  const scopes = [testScope(rooms, 2), testScope(others), testScope(rooms)];

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, TILE - 1, TILE])("of %i rows touches nothing beyond them", (count) => {
    const contexts = new Map([rooms, others].map((place) => [place.keys, new NamespaceContexts(place.keys, slots)]));
    const prepared = scopes.map(({ keys }) => contexts.get(keys) as NamespaceContexts);
    const classifier = new WasmClassifier(kernel, scopes, prepared);
    const into = {
      verdicts: new Uint8Array(TILE),
      namespaces: new Uint16Array(TILE),
      jurisdictions: new Uint8Array(TILE),
    };
    // Once before, so that every key is ready: making one needs the region of keys.
    for (const { code } of [{ code: 0 }, ...rooms.jurisdictions]) contexts.get(rooms.keys)?.addressOf(code);
    contexts.get(others.keys)?.addressOf(255);
    plantCanaries();
    for (let i = 0; i < count; i++) classifier.rows().set(anyRow(random, scopes), 64 * i);
    classifier.run(count, into, 0);
    expect(trespasses(count)).toEqual([]);
  });
});

describe("a key", () => {
  it("is wiped from where it stood while its context was made", () => {
    const { keys } = testNamespace(random.bytes(32));
    new NamespaceContexts(keys, slots).addressOf(1);
    expect(kernel.views.all.subarray(kernel.at.key, kernel.at.key + 32).every((byte) => byte === 0)).toBe(true);
  });

  it("whatever order contexts come in, an address is that of the context asked for", () => {
    const places = Array.from({ length: CONTEXT_SLOTS + 20 }, () => testNamespace(random.bytes(32)));
    const ready = places.map(({ keys }) => new NamespaceContexts(keys, slots));
    const name = new TextEncoder().encode("lobby");
    for (let i = 0; i < 2000; i++) {
      const at = random.below(places.length);
      const code = random.below(3);
      if (random.below(20) === 0) ready[at] = new NamespaceContexts(places[at].keys, slots);
      kernel.views.text.set(name);
      const { call, at: address } = kernel;
      call.deriveNamed(ready[at].addressOf(code), address.text, name.length, code, address.id, address.digits);
      const digits = Buffer.from(kernel.views.digits).toString();
      expect(digits).toBe(oracleNamedId(places[at].root, "lobby", places[at].jurisdictions[code - 1]));
    }
  });
});
