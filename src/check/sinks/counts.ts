import type { RecordBatch } from "../../bulk/records/batch.js";
import type { Tally } from "../../bulk/results.js";
import { UNRESTRICTED } from "../../format/jurisdiction.js";
import { Verdict } from "../../format/verdict.js";
import type { JudgedNamespace } from "../namespaces.js";
import type { InputInfo, Sink } from "../sink.js";
import { type Count, InputCounts, type InputSnapshot, nonZero, type ReasonCounts } from "./input-counts.js";

/** The key for the count of IDs without a jurisdiction. */
const UNRESTRICTED_NAME = "unrestricted";

/** The counts of a range of records. */
export interface CountsSnapshot {
  /** The counts of each input that has records. */
  readonly inputs: readonly InputSnapshot[];
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
  /** IDs of this namespace in another jurisdiction than the one to which it is restricted. */
  readonly wrongJurisdiction: number;
}

/** The counts of one input: records by verdict and by reason. */
export interface InputCount extends Tally {
  /** The name of the input; standard input is `stdin`. */
  readonly name: string;
  /** Its invalid records by reason. */
  readonly reasons: ReasonCounts;
}

/** Counts records by input, verdict and reason, and valid ones by namespace and jurisdiction. */
export class Counts implements Sink<CountsSnapshot> {
  readonly #namespaces: readonly JudgedNamespace[];
  /** By the index of the input. */
  readonly #inputs = new Map<number, InputCounts>();
  #input: InputCounts;
  readonly #valid: Float64Array;
  readonly #wrongJurisdiction: Float64Array;
  readonly #byJurisdiction = new Float64Array(256);

  /**
   * Creates the sink.
   * @param namespaces the namespaces of the plan: `plan.verdicts.namespaces`
   */
  constructor(namespaces: readonly JudgedNamespace[]) {
    this.#namespaces = namespaces;
    this.#valid = new Float64Array(namespaces.length);
    this.#wrongJurisdiction = new Float64Array(namespaces.length);
    this.#input = this.#ofInput(0);
  }

  startInput({ index }: InputInfo): void {
    this.#input = this.#ofInput(index);
  }

  add(batch: RecordBatch): void {
    const { count, verdicts, namespaces, jurisdictions } = batch;
    const input = this.#input;
    for (let i = 0; i < count; i++) {
      const verdict = verdicts[i];
      input.verdicts[verdict]++;
      if (verdict === Verdict.valid) {
        this.#valid[namespaces[i]]++;
        this.#byJurisdiction[jurisdictions[i]]++;
        continue;
      }
      input.reasons[batch.reasonOf(i)]++;
      if (verdict === Verdict.wrongJurisdiction) this.#wrongJurisdiction[namespaces[i]]++;
    }
  }

  snapshot(): CountsSnapshot {
    return {
      inputs: Array.from(this.#inputs, ([index, counts]) => counts.snapshot(index)),
      valid: nonZero(this.#valid),
      wrongJurisdiction: nonZero(this.#wrongJurisdiction),
      byJurisdiction: nonZero(this.#byJurisdiction),
    };
  }

  merge(part: CountsSnapshot): void {
    for (const input of part.inputs) this.#ofInput(input.index).merge(input);
    for (const [index, count] of part.valid) this.#valid[index] += count;
    for (const [index, count] of part.wrongJurisdiction) this.#wrongJurisdiction[index] += count;
    for (const [code, count] of part.byJurisdiction) this.#byJurisdiction[code] += count;
  }

  /** How many records got each verdict. */
  tally(): Tally {
    return this.#sum().tally();
  }

  /** How many records are invalid for each reason. */
  reasonCounts(): ReasonCounts {
    return this.#sum().reasonCounts();
  }

  /**
   * The counts of each input.
   * @param names the names of the inputs, in the order of the plan
   */
  inputCounts(names: readonly string[]): InputCount[] {
    return names.map((name, index) => {
      const counts = this.#inputs.get(index) ?? new InputCounts();
      return { name, ...counts.tally(), reasons: counts.reasonCounts() };
    });
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
      counts[code === UNRESTRICTED ? UNRESTRICTED_NAME : this.#namespaces[0].jurisdictionName(code)] = count;
    }
    return counts;
  }

  #ofInput(index: number): InputCounts {
    let counts = this.#inputs.get(index);
    if (counts === undefined) {
      counts = new InputCounts();
      this.#inputs.set(index, counts);
    }
    return counts;
  }

  #sum(): InputCounts {
    const sum = new InputCounts();
    for (const counts of this.#inputs.values()) sum.add(counts);
    return sum;
  }
}
