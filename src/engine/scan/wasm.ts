import { ID_DIGITS } from "../../format/codec.js";
import { ArrayPlace, type BatchScanner } from "./batch.js";
import { LF } from "./bytes.js";
import { comparesByBytes, type JsonField, type JsonName, parseField } from "./field.js";
import { JsonJudge } from "./judge.js";
import { FramedScanner } from "./scanner.js";
import {
  type RecordFormat,
  type RecordScanner,
  SCAN_CAPACITY,
  type ScanFault,
  type ScannedRecords,
  type ScanResult,
} from "./types.js";
import { growWindow, viewWindow } from "./window.js";

/** The limits of the module: the maximum number of names on the path to a field, and of the bytes of all of them. */
const MAX_PARTS = 16;
const MAX_NAME_BYTES = 4096;

/** The kind of a record that the module can't decide: not a value of `RecordKind`. */
const UNDECIDED = 255;

/** The exports of the module of `assembly/scan/`: four scans, and addresses in its memory; `memory.ts` there documents the layout. */
interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  readonly control: WebAssembly.Global<"i32">;
  readonly parts: WebAssembly.Global<"i32">;
  readonly names: WebAssembly.Global<"i32">;
  readonly kinds: WebAssembly.Global<"i32">;
  readonly starts: WebAssembly.Global<"i32">;
  readonly ends: WebAssembly.Global<"i32">;
  readonly valueStarts: WebAssembly.Global<"i32">;
  readonly valueEnds: WebAssembly.Global<"i32">;
  readonly lines: WebAssembly.Global<"i32">;
  readonly rows: WebAssembly.Global<"i32">;
  readonly window: WebAssembly.Global<"i32">;
  scanText(): void;
  scanCsv(): void;
  scanJsonLines(): void;
  scanJsonArray(): void;
}

/** The fields of the control block, 32 bits each: the struct `Control` of `assembly/scan/memory.ts`. */
const Control = {
  from: 0,
  to: 1,
  isLast: 2,
  limit: 3,
  delimiter: 4,
  column: 5,
  parts: 6,
  hasWholeName: 7,
  place: 8,
  count: 9,
  next: 10,
  lines: 11,
  fault: 12,
  faultLines: 13,
  undecided: 14,
  lineEnd: 15,
} as const;
const CONTROL_FIELDS = 16;

/** Whether the module has room for a field, and can compare its names. */
export function fitsModule({ parts, wholeName }: JsonField): boolean {
  const names = wholeName === undefined ? parts : [...parts, wholeName];
  const bytes = names.reduce((sum, name) => sum + name.bytes.length, 0);
  return parts.length <= MAX_PARTS && bytes <= MAX_NAME_BYTES && names.every(comparesByBytes);
}

/** Creates the scanner in SIMD, with its own instance of the module, and so its own memory. */
export function createWasmScanner(module: WebAssembly.Module, format: RecordFormat): RecordScanner {
  return new FramedScanner(format, new WasmBatch(module, format));
}

class WasmBatch implements BatchScanner {
  readonly #exports: ScannerExports;
  readonly #scan: () => void;
  readonly #isArray: boolean;
  /** Decides the records that the module leaves undecided. */
  readonly #judge: JsonJudge | undefined;
  #control: Uint32Array;
  records: ScannedRecords;
  window: Uint8Array;
  column = 0;
  lineEnd: number = LF;
  delimiter = 0;
  place: ArrayPlace = ArrayPlace.before;

  constructor(module: WebAssembly.Module, format: RecordFormat) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as ScannerExports;
    this.#control = this.#viewControl();
    this.records = this.#viewRecords();
    this.window = this.#viewWindow();
    this.#isArray = format.format === "json";
    switch (format.format) {
      case "text":
        this.#scan = this.#exports.scanText;
        break;
      case "csv":
        this.#scan = this.#exports.scanCsv;
        this.delimiter = format.delimiter;
        this.column = format.column;
        break;
      default:
        this.#scan = this.#isArray ? this.#exports.scanJsonArray : this.#exports.scanJsonLines;
        this.#judge = new JsonJudge(format.field);
        this.#writeField(parseField(format.field));
    }
  }

  reserve(size: number): void {
    if (!growWindow(this.#exports.memory, this.window, size)) return;
    this.#control = this.#viewControl();
    this.records = this.#viewRecords();
    this.window = this.#viewWindow();
  }

  run(from: number, to: number, isLast: boolean, limit: number): ScanResult {
    const control = this.#control;
    control[Control.from] = from;
    control[Control.to] = to;
    control[Control.isLast] = isLast ? 1 : 0;
    control[Control.limit] = limit;
    control[Control.column] = this.column;
    control[Control.lineEnd] = this.lineEnd;
    control[Control.delimiter] = this.delimiter;
    control[Control.place] = this.place;
    control[Control.fault] = 0;
    control[Control.faultLines] = 0;
    control[Control.undecided] = 0;
    this.#scan();
    this.place = control[Control.place] as ArrayPlace;
    if (control[Control.undecided] > 0) this.#decide(control[Control.count]);
    return {
      count: control[Control.count],
      next: control[Control.next],
      lines: control[Control.lines],
      fault: control[Control.fault] as ScanFault,
      faultLines: control[Control.faultLines],
    };
  }

  #decide(count: number): void {
    const { kinds } = this.records;
    for (let i = kinds.indexOf(UNDECIDED); i !== -1 && i < count; i = kinds.indexOf(UNDECIDED, i + 1)) {
      this.#judge?.judge(this.records, i, this.window);
    }
  }

  #writeField({ parts, wholeName }: JsonField): void {
    const { memory, parts: partsAt, names: namesAt } = this.#exports;
    const names: JsonName[] = wholeName === undefined ? [...parts] : [...parts, wholeName];
    const table = new Uint32Array(memory.buffer, partsAt.value, 3 * names.length);
    let end = 0;
    for (const [i, { bytes, index }] of names.entries()) {
      new Uint8Array(memory.buffer, namesAt.value + end, bytes.length).set(bytes);
      table.set([end, bytes.length, index], 3 * i);
      end += bytes.length;
    }
    this.#control[Control.parts] = parts.length;
    this.#control[Control.hasWholeName] = wholeName === undefined ? 0 : 1;
  }

  #viewControl(): Uint32Array {
    return new Uint32Array(this.#exports.memory.buffer, this.#exports.control.value, CONTROL_FIELDS);
  }

  #viewRecords(): ScannedRecords {
    const { memory, rows, kinds, starts, ends, valueStarts, valueEnds, lines } = this.#exports;
    const words = ({ value }: WebAssembly.Global<"i32">) => new Uint32Array(memory.buffer, value, SCAN_CAPACITY);
    return {
      rows: new Uint8Array(memory.buffer, rows.value, ID_DIGITS * SCAN_CAPACITY),
      kinds: new Uint8Array(memory.buffer, kinds.value, SCAN_CAPACITY),
      starts: words(starts),
      ends: words(ends),
      valueStarts: words(valueStarts),
      valueEnds: words(valueEnds),
      lines: words(lines),
    };
  }

  #viewWindow(): Uint8Array {
    return viewWindow(this.#exports.memory, this.#exports.window);
  }
}
