import { readFileSync } from "node:fs";
import type { KernelExports } from "../../src/engine/kernel.js";
import { createScanner } from "../../src/engine/scan/select.js";
import { bytesOf, idsOf, KEY, MANY, namesOf, rowsOf, spoiled, textOf } from "../suite/fixtures.js";
import { must, type Work, type Works } from "../suite/work.js";

/** What of assembly/ is called here, without the engine around it: what the engine calls, and one thing more. */
interface Kernel extends KernelExports {
  acceptRows(count: number, pending: number, verdicts: number): number;
}

const MODULE = "dist/engine/durable-id.wasm";
/** Rows per pass of the kernel, the same as in the engine. */
const TILE = 512;
const NAME = 18;
/** 64 KB each: 3 MB hold everything. */
const PAGES = 48;

/** The bare module on memory that is filled already. */
export function kernelWorks(): Works {
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(MODULE))).exports as unknown as Kernel;
  kernel.memory.grow(PAGES);
  const memory = new Uint8Array(kernel.memory.buffer);
  let top = kernel.heapBase.value;
  const take = (size: number): number => {
    const at = Math.ceil(top / 64) * 64;
    top = at + size;
    return at;
  };
  const put = (bytes: Uint8Array): number => {
    const at = take(bytes.length);
    memory.set(bytes, at);
    return at;
  };

  const ids = idsOf(MANY);
  const context = take(64);
  kernel.prepareKey(put(KEY), context);
  const one = take(128);
  const decoded = take(TILE * 32);
  const pending = take(TILE * 4);
  const verdicts = take(TILE);
  const namespaces = take(TILE * 2);
  const jurisdictions = take(TILE);
  const verify = (from: number, count: number): number =>
    count - kernel.verify(context, from, pending, count, 0, 0, 0, verdicts, namespaces, jurisdictions);

  const work = (valid: number, run: () => number): Work => {
    must(run() === valid, "the kernel says what it should");
    return { operations: MANY, run };
  };
  /** Adds up the results of all tiles. */
  const tiles = (each: (first: number) => number): number => {
    let sum = 0;
    for (let first = 0; first < MANY; first += TILE) sum += each(first);
    return sum;
  };
  const lines = (given: readonly string[], valid: number): Work => {
    const text = textOf(given);
    const scanner = createScanner({ format: "text" }, "wasm");
    scanner.window(text.length).set(text);
    const rows = take(TILE * 64);
    return work(valid, () => {
      let sum = 0;
      for (let at = 0; at < text.length; ) {
        const { count, next } = scanner.scan(at, text.length, true);
        memory.set(scanner.records.rows.subarray(0, 64 * count), rows);
        sum += verify(decoded, kernel.decodeRows(rows, count, decoded, pending, verdicts));
        at = next;
      }
      return sum;
    });
  };

  return {
    "kernel-binary": () => {
      const binary = put(bytesOf(ids));
      return work(MANY, () =>
        tiles((first) => verify(binary + 32 * first, kernel.acceptRows(TILE, pending, verdicts))),
      );
    },
    "kernel-hex": () => {
      const rows = put(rowsOf(ids));
      return work(MANY, () =>
        tiles((first) => verify(decoded, kernel.decodeRows(rows + 64 * first, TILE, decoded, pending, verdicts))),
      );
    },
    "kernel-text": () => lines(ids, MANY),
    "kernel-dirty": () => {
      const dirty = spoiled(ids);
      return lines(dirty, dirty.filter((id, i) => id === ids[i]).length);
    },
    "kernel-names": () => {
      const names = put(Buffer.from(namesOf(MANY).join("")));
      const table = Uint32Array.from({ length: MANY + 1 }, (_, i) => NAME * i);
      const offsets = put(new Uint8Array(table.buffer));
      const run = (): number =>
        tiles((first) => {
          kernel.deriveNames(context, names, offsets + 4 * first, TILE, 0, decoded, 0);
          return TILE;
        });
      return work(MANY, run);
    },
    "kernel-check": () => {
      const binary = put(bytesOf(ids));
      return work(MANY, () => {
        let valid = 0;
        for (let i = 0; i < MANY; i++) valid += kernel.check(context, binary + 32 * i);
        return valid;
      });
    },
    "kernel-name": () => {
      const names = put(Buffer.from(namesOf(MANY).join("")));
      return work(MANY, () => {
        for (let i = 0; i < MANY; i++) kernel.deriveNamed(context, names + NAME * i, NAME, 0, one, 0);
        return MANY;
      });
    },
  };
}
