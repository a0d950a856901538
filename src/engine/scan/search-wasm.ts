import { ID_DIGITS } from "../../format/codec.js";
import type { DigitSearch, FoundRuns, SearchResult } from "./digit-search.js";
import { SCAN_CAPACITY } from "./types.js";
import { growWindow, viewWindow } from "./window.js";

/** The exports of the module of `assembly/scan/` for a search; `memory.ts` there documents the layout of its memory. */
interface SearchExports {
  readonly memory: WebAssembly.Memory;
  readonly control: WebAssembly.Global<"i32">;
  readonly starts: WebAssembly.Global<"i32">;
  readonly lineStarts: WebAssembly.Global<"i32">;
  readonly lines: WebAssembly.Global<"i32">;
  readonly rows: WebAssembly.Global<"i32">;
  readonly window: WebAssembly.Global<"i32">;
  searchRuns(): void;
}

/** The fields of the control block, 32 bits each: the struct `SearchControl` of `assembly/scan/memory.ts`. */
const Control = { from: 0, to: 1, isLast: 2, count: 3, next: 4, lines: 5, lineStart: 6 } as const;
const CONTROL_FIELDS = 7;

/** The search in SIMD, with its own instance of the module, and so its own memory. */
export class WasmSearch implements DigitSearch {
  readonly #exports: SearchExports;
  #control: Uint32Array;
  #window: Uint8Array;
  found: FoundRuns;

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as SearchExports;
    this.#control = this.#viewControl();
    this.#window = this.#viewWindow();
    this.found = this.#viewRuns();
  }

  window(size: number): Uint8Array {
    if (growWindow(this.#exports.memory, this.#window, size)) {
      this.#control = this.#viewControl();
      this.#window = this.#viewWindow();
      this.found = this.#viewRuns();
    }
    return this.#window;
  }

  search(from: number, to: number, isLast: boolean): SearchResult {
    const control = this.#control;
    control[Control.from] = from;
    control[Control.to] = to;
    control[Control.isLast] = isLast ? 1 : 0;
    this.#exports.searchRuns();
    return {
      count: control[Control.count],
      next: control[Control.next],
      lines: control[Control.lines],
      lineStart: control[Control.lineStart],
    };
  }

  #viewControl(): Uint32Array {
    return new Uint32Array(this.#exports.memory.buffer, this.#exports.control.value, CONTROL_FIELDS);
  }

  #viewWindow(): Uint8Array {
    return viewWindow(this.#exports.memory, this.#exports.window);
  }

  #viewRuns(): FoundRuns {
    const { memory, rows, starts, lines, lineStarts } = this.#exports;
    const words = ({ value }: WebAssembly.Global<"i32">) => new Uint32Array(memory.buffer, value, SCAN_CAPACITY);
    return {
      rows: new Uint8Array(memory.buffer, rows.value, ID_DIGITS * SCAN_CAPACITY),
      starts: words(starts),
      lines: words(lines),
      lineStarts: words(lineStarts),
    };
  }
}
