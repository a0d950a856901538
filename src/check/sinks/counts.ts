import type { RecordBatch } from "../../bulk/records/batch.js";
import type { Tally } from "../../bulk/results.js";
import { UNRESTRICTED } from "../../format/jurisdiction.js";
import { Verdict } from "../../format/verdict.js";
import type { LabelledNamespace } from "../namespaces.js";
import type { Sink } from "../sink.js";
import { jurisdictionName } from "../verdict-names.js";

/** The key under which IDs without a jurisdiction are counted. */
const UNRESTRICTED_NAME = "unrestricted";

/** An index and what was counted there; zeros are left out. */
export type Count = readonly [index: number, count: number];

/** The counts of a stretch of records. */
export interface CountsSnapshot {
  /** Records by verdict. */
  readonly verdicts: readonly number[];
  /** Valid IDs by namespace. */
  readonly valid: readonly Count[];
  /** IDs of the wrong jurisdiction by namespace. */
  readonly wrongJurisdiction: readonly Count[];
  /** Valid IDs by the code of their jurisdiction. */
  readonly byJurisdiction: readonly Count[];
}

/** How many IDs a namespace has. */
export interface NamespaceCount {
  /** The label of the namespace. */
  readonly label: string;
  /** Its valid IDs. */
  readonly valid: number;
  /** IDs that it has in another jurisdiction than the one to which it is restricted. */
  readonly wrongJurisdiction: number;
}

/** Counts records by verdict, namespace and jurisdiction. */
export class Counts implements Sink<CountsSnapshot> {
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #verdicts = new Float64Array(4);
  readonly #valid: Float64Array;
  readonly #wrongJurisdiction: Float64Array;
  readonly #byJurisdiction = new Float64Array(256);

  /**
   * Makes the sink of a run.
   * @param namespaces those of the plan
   */
  constructor(namespaces: readonly LabelledNamespace[]) {
    this.#namespaces = namespaces;
    this.#valid = new Float64Array(namespaces.length);
    this.#wrongJurisdiction = new Float64Array(namespaces.length);
  }

  add({ count, verdicts, namespaces, jurisdictions }: RecordBatch): void {
    for (let i = 0; i < count; i++) {
      const verdict = verdicts[i];
      this.#verdicts[verdict]++;
      if (verdict === Verdict.valid) {
        this.#valid[namespaces[i]]++;
        this.#byJurisdiction[jurisdictions[i]]++;
      } else if (verdict === Verdict.wrongJurisdiction) this.#wrongJurisdiction[namespaces[i]]++;
    }
  }

  snapshot(): CountsSnapshot {
    return {
      verdicts: [...this.#verdicts],
      valid: nonZero(this.#valid),
      wrongJurisdiction: nonZero(this.#wrongJurisdiction),
      byJurisdiction: nonZero(this.#byJurisdiction),
    };
  }

  merge(part: CountsSnapshot): void {
    for (const [verdict, count] of part.verdicts.entries()) this.#verdicts[verdict] += count;
    for (const [index, count] of part.valid) this.#valid[index] += count;
    for (const [index, count] of part.wrongJurisdiction) this.#wrongJurisdiction[index] += count;
    for (const [code, count] of part.byJurisdiction) this.#byJurisdiction[code] += count;
  }

  /** How many records got each verdict. */
  tally(): Tally {
    const [valid, malformed, foreign, wrongJurisdiction] = this.#verdicts;
    return { total: valid + malformed + foreign + wrongJurisdiction, valid, malformed, foreign, wrongJurisdiction };
  }

  /** How many IDs each namespace has, in the order of the plan. */
  namespaceCounts(): NamespaceCount[] {
    return this.#namespaces.map(({ label }, i) => ({
      label,
      valid: this.#valid[i],
      wrongJurisdiction: this.#wrongJurisdiction[i],
    }));
  }

  /** How many valid IDs each jurisdiction has, `unrestricted` for those without one; only jurisdictions that occur. */
  jurisdictionCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [code, count] of nonZero(this.#byJurisdiction)) {
      counts[code === UNRESTRICTED ? UNRESTRICTED_NAME : jurisdictionName(this.#namespaces[0], code)] = count;
    }
    return counts;
  }
}

function nonZero(counts: Float64Array): Count[] {
  const found: Count[] = [];
  for (let index = 0; index < counts.length; index++) if (counts[index] > 0) found.push([index, counts[index]]);
  return found;
}
