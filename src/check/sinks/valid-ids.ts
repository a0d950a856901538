import type { RecordBatch } from "../../bulk/records/batch.js";
import { ID_DIGITS, ID_SIZE } from "../../format/codec.js";
import { decodeHexBytes } from "../../format/hex.js";
import { Verdict } from "../../format/verdict.js";
import { OutputSink } from "./output.js";

/** Writes the valid IDs, 32 bytes each, so that duplicates can be counted. */
export class ValidIds extends OutputSink {
  readonly #id = Buffer.alloc(ID_SIZE);

  add({ count, verdicts, rows }: RecordBatch): void {
    for (let i = 0; i < count; i++) {
      if (verdicts[i] !== Verdict.valid) continue;
      decodeHexBytes(rows, i * ID_DIGITS, this.#id);
      this.buffer.add(this.#id);
    }
  }

  snapshot(): null {
    return null;
  }

  merge(): void {}
}
