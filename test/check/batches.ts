import { Batch, SHARED_SIZE } from "../../src/bulk/records/batch.js";
import type { InputInfo } from "../../src/check/index.js";
import { NO_REASON, REASONS, type Reason } from "../../src/format/reason.js";
import { NO_NAMESPACE, Verdict } from "../../src/format/verdict.js";

/** A record of a made-up batch: valid, or refused for a reason. */
export interface MadeRecord {
  /** Its text, in Latin-1; a line feed is after it. */
  readonly text: string;
  readonly verdict?: number;
  readonly reason?: Reason;
  readonly namespace?: number;
  readonly jurisdiction?: number;
}

/** A batch of lines, the first of which starts at `offset` in the input's text. */
export function batchOf(records: readonly MadeRecord[], offset = 0, line = 1): Batch {
  const batch = new Batch(new ArrayBuffer(SHARED_SIZE));
  const text = records.map((record) => `${record.text}\n`).join("");
  batch.start({ format: "text" }, 0x0a, Buffer.from(text, "latin1"), offset, line, 0);
  batch.count = records.length;
  let at = 0;
  for (const [i, { text, verdict = Verdict.valid, reason, namespace = 0, jurisdiction = 0 }] of records.entries()) {
    batch.verdicts[i] = verdict;
    batch.reasons[i] = reason === undefined ? NO_REASON : REASONS.indexOf(reason);
    batch.namespaces[i] = namespace;
    batch.jurisdictions[i] = jurisdiction;
    batch.starts[i] = at;
    batch.valueStarts[i] = at;
    at += text.length;
    batch.ends[i] = at;
    batch.valueEnds[i] = at;
    at += 1;
    batch.nexts[i] = at;
    batch.lines[i] = i;
  }
  return batch;
}

/** Refused lines. */
export const malformed = (text: string, reason: Reason = "other-text"): MadeRecord => ({
  ...{ text, verdict: Verdict.malformed, reason, namespace: NO_NAMESPACE },
});

export const inputOf = (index: number, input: Partial<InputInfo> = {}): InputInfo => ({
  ...{ index, name: `in-${index}`, format: "text", offset: 0, header: undefined, lineEnd: 0x0a, isResumed: false },
  ...input,
});
