import type { RecordBatch } from "../../bulk/records/batch.js";
import { Verdict } from "../../format/verdict.js";
import type { Hint } from "../hints.js";
import { describeStart } from "../inputs/describe-start.js";
import type { InputFormatName } from "../planned-input.js";
import type { InputInfo, Sink } from "../sink.js";

/** How many bytes of an input are kept. */
const KEPT = 4096;
/** The maximum number of inputs that get a hint. */
const MOST_INPUTS = 20;

/** An input whose records so far are all malformed. */
interface MalformedInput {
  readonly name: string;
  readonly format: InputFormatName;
  readonly hasRecords: boolean;
  /** Its first bytes, in base64. */
  readonly start: string;
}

/** The inputs without a single ID. */
export interface MalformedInputsSnapshot {
  /** The inputs that were read to their ends. */
  readonly inputs: readonly MalformedInput[];
  /** The current input; `null` if it has an ID. */
  readonly current: MalformedInput | null;
}

/** Keeps the first bytes of each input in which all records are malformed, for a hint about its format. */
export class MalformedInputs implements Sink<MalformedInputsSnapshot> {
  #inputs: readonly MalformedInput[] = [];
  #current: MalformedInput | null = null;

  startInput({ name, format, header, isResumed }: InputInfo): void {
    if (isResumed) return;
    this.#inputs = this.#all();
    this.#current = {
      name,
      format,
      hasRecords: false,
      start: Buffer.from(header?.subarray(0, KEPT) ?? []).toString("base64"),
    };
  }

  add({ count, verdicts, bytes, starts, nexts, rest }: RecordBatch): void {
    const current = this.#current;
    if (current === null) return;
    for (let i = 0; i < count; i++) {
      if (verdicts[i] === Verdict.malformed) continue;
      this.#current = null;
      return;
    }
    if (current.hasRecords || rest !== undefined) return;
    const header = Buffer.from(current.start, "base64");
    const first = bytes.subarray(starts[0], Math.min(nexts[count - 1], starts[0] + KEPT));
    const start = Buffer.concat([header, first]).subarray(0, KEPT);
    this.#current = { ...current, hasRecords: true, start: start.toString("base64") };
  }

  snapshot(): MalformedInputsSnapshot {
    return { inputs: this.#inputs, current: this.#current };
  }

  merge({ inputs, current }: MalformedInputsSnapshot): void {
    this.#inputs = inputs;
    this.#current = current;
  }

  /** A hint for each of these inputs, in order. */
  hints(): Hint[] {
    return this.#all().map(({ name, format, start }) => ({
      kind: "all-malformed",
      input: name,
      message: `every record is malformed; ${describeStart(Buffer.from(start, "base64"), format)}`,
    }));
  }

  #all(): readonly MalformedInput[] {
    const isAdded = this.#current?.hasRecords && this.#inputs.length < MOST_INPUTS;
    return isAdded && this.#current ? [...this.#inputs, this.#current] : this.#inputs;
  }
}
