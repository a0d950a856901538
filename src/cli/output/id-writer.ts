import { ID_SIZE } from "../../format/codec.js";
import { decodeHexBytes } from "../../format/hex.js";
import { Verdict } from "../../format/verdict.js";
import type { Checked } from "../records/records.js";
import { ByteBuffer } from "./byte-buffer.js";
import type { RecordWriter } from "./record-writer.js";

/** The valid IDs alone, as bytes: what duplicates are counted in. */
export class IdWriter implements RecordWriter {
  readonly buffer = new ByteBuffer();
  readonly #id = Buffer.alloc(ID_SIZE);

  add({ records, verdicts }: Checked): void {
    for (let i = 0; i < records.count; i++) {
      if (verdicts.verdicts[i] !== Verdict.valid) continue;
      decodeHexBytes(records.digits, records.digitsAt(i), this.#id);
      this.buffer.add(this.#id);
    }
  }
}
