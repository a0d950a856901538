import type { BulkResult, Tally } from "../../bulk/results.js";
import { UNRESTRICTED } from "../../jurisdiction.js";
import { Verdict } from "../../verdict.js";
import type { LabelledNamespace } from "../keys.js";
import type { RecordBatch } from "../records/batch.js";
import { truncate } from "../text.js";
import type { Sink, Source } from "./sink.js";
import { jurisdictionName, VERDICT_NAMES, type VerdictName } from "./verdicts.js";

/** Faulty IDs of each kind that a report shows. */
const SHOWN_FAULTS = 5;
/** Characters of a faulty ID that are kept: all of a good one, and enough to see what is wrong with a long one. */
const SHOWN_TEXT = 80;
/** What the IDs without a jurisdiction are listed as. */
const UNRESTRICTED_NAME = "unrestricted";

/** What is wrong with an ID. */
export type FaultName = Exclude<VerdictName, "valid">;

/** An ID that is not valid, and where it stands. */
export interface Fault {
  readonly file: string;
  /** The line on which its record starts, counted from 1. */
  readonly line: number;
  /** The ID as it stands there, cut to 80 characters; `null` where the record has no such place. */
  readonly id: string | null;
}

/** How many IDs of a namespace there were. */
export interface NamespaceCount {
  readonly label: string;
  readonly valid: number;
  readonly wrongJurisdiction: number;
}

/** Counts what comes by, and keeps the first faults of each kind. */
export class Report implements Sink {
  readonly files: string[] = [];
  readonly tally: Tally = { total: 0, valid: 0, malformed: 0, foreign: 0, wrongJurisdiction: 0 };
  readonly faults: Readonly<Record<FaultName, Fault[]>> = { malformed: [], foreign: [], wrongJurisdiction: [] };
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #valid: Float64Array;
  readonly #wrongJurisdiction: Float64Array;
  readonly #byCode = new Float64Array(256);

  constructor(namespaces: readonly LabelledNamespace[]) {
    this.#namespaces = namespaces;
    this.#valid = new Float64Array(namespaces.length);
    this.#wrongJurisdiction = new Float64Array(namespaces.length);
  }

  write(batch: RecordBatch, result: BulkResult, source: Source): Promise<void> {
    const { codes, namespaces, jurisdictions, tally } = result;
    for (const name of VERDICT_NAMES) this.tally[name] += tally[name];
    this.tally.total += tally.total;
    for (let i = 0; i < batch.count; i++) {
      if (codes[i] === Verdict.valid) {
        this.#valid[namespaces[i]]++;
        this.#byCode[jurisdictions[i]]++;
        continue;
      }
      if (codes[i] === Verdict.wrongJurisdiction) this.#wrongJurisdiction[namespaces[i]]++;
      const faults = this.faults[VERDICT_NAMES[codes[i]] as FaultName];
      if (faults.length < SHOWN_FAULTS) faults.push(faultAt(batch, i, source));
    }
    return Promise.resolve();
  }

  /** In the order of the command line. */
  namespaceCounts(): NamespaceCount[] {
    return this.#namespaces.map(({ label }, i) => ({
      label,
      valid: this.#valid[i],
      wrongJurisdiction: this.#wrongJurisdiction[i],
    }));
  }

  /** How many of the valid IDs each jurisdiction has, `unrestricted` being those of none; only what occurred. */
  jurisdictionCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [code, count] of this.#byCode.entries()) {
      if (count === 0) continue;
      counts[code === UNRESTRICTED ? UNRESTRICTED_NAME : jurisdictionName(this.#namespaces[0], code)] = count;
    }
    return counts;
  }
}

function faultAt(batch: RecordBatch, index: number, { input, format }: Source): Fault {
  const start = batch.startOf(index);
  const end = batch.endOf(index);
  // Of a record too long to be looked at, its start has to do.
  const text =
    end - start > format.longest
      ? batch.bytes.toString("utf8", start, start + 4 * SHOWN_TEXT)
      : format.ids.idText(batch.bytes, start, end);
  return {
    file: input.name,
    line: batch.lineOf(index),
    id: text === undefined ? null : truncate(text, SHOWN_TEXT),
  };
}
