import type { Tally } from "../../bulk/results.js";
import { UNRESTRICTED } from "../../format/jurisdiction.js";
import { Verdict } from "../../format/verdict.js";
import type { LabelledNamespace } from "../keys.js";
import type { Checked } from "../records/records.js";
import { AlongCounter } from "./along.js";
import { type Fault, type FaultName, faultAt, faultNameOf, SHOWN_FAULTS, type Source } from "./faults.js";
import { addCounts, countsOf, type Part } from "./part.js";
import type { Along } from "./report-data.js";
import { jurisdictionName } from "./verdicts.js";

/** What the IDs without a jurisdiction are listed as. */
const UNRESTRICTED_NAME = "unrestricted";

/** How many IDs of a namespace there were. */
export interface NamespaceCount {
  readonly label: string;
  readonly valid: number;
  readonly wrongJurisdiction: number;
}

/** Counts what comes by, and keeps the first faults of each kind. */
export class Report {
  readonly faults: Record<FaultName, Fault[]> = { malformed: [], foreign: [], wrongJurisdiction: [] };
  readonly #namespaces: readonly LabelledNamespace[];
  readonly #verdicts = new Float64Array(4);
  readonly #valid: Float64Array;
  readonly #wrongJurisdiction: Float64Array;
  readonly #byCode = new Float64Array(256);
  readonly #along: AlongCounter;

  /** @param width of a stretch in which faults are counted, in bytes: see `widthFor` */
  constructor(namespaces: readonly LabelledNamespace[], width: number) {
    this.#namespaces = namespaces;
    this.#valid = new Float64Array(namespaces.length);
    this.#wrongJurisdiction = new Float64Array(namespaces.length);
    this.#along = new AlongCounter(width);
  }

  /** The length of the stretches in which faults are counted by now. */
  get width(): number {
    return this.#along.width;
  }

  add({ records, verdicts }: Checked, source: Source): void {
    const { verdicts: codes, namespaces, jurisdictions } = verdicts;
    const offset = source.offset + records.offset;
    for (let i = 0; i < records.count; i++) {
      const code = codes[i];
      this.#verdicts[code]++;
      this.#along.add(offset + records.startOf(i), code);
      if (code === Verdict.valid) {
        this.#valid[namespaces[i]]++;
        this.#byCode[jurisdictions[i]]++;
        continue;
      }
      if (code === Verdict.wrongJurisdiction) this.#wrongJurisdiction[namespaces[i]]++;
      const faults = this.faults[faultNameOf(code)];
      if (faults.length < SHOWN_FAULTS) faults.push(faultAt(records, i, source));
    }
  }

  /** Adds what another report has counted in records that come after those here, and `lines` lines after their start. */
  merge(part: Part, lines: number): void {
    for (const [verdict, count] of part.verdicts.entries()) this.#verdicts[verdict] += count;
    addCounts(part.valid, this.#valid);
    addCounts(part.wrongJurisdiction, this.#wrongJurisdiction);
    addCounts(part.byCode, this.#byCode);
    for (const name of ["malformed", "foreign", "wrongJurisdiction"] as const) {
      const faults = this.faults[name];
      const moved = part.faults[name].map((fault) => ({ ...fault, line: fault.line + lines }));
      faults.push(...moved.slice(0, SHOWN_FAULTS - faults.length));
    }
    this.#along.merge(part.along);
  }

  /** All that was counted so far. */
  part(): Part {
    return {
      verdicts: [...this.#verdicts],
      valid: countsOf(this.#valid),
      wrongJurisdiction: countsOf(this.#wrongJurisdiction),
      byCode: countsOf(this.#byCode),
      faults: {
        malformed: [...this.faults.malformed],
        foreign: [...this.faults.foreign],
        wrongJurisdiction: [...this.faults.wrongJurisdiction],
      },
      along: this.#along.part(),
    };
  }

  /** Starts counting anew. */
  clear(): void {
    for (const counts of [this.#verdicts, this.#valid, this.#wrongJurisdiction, this.#byCode]) counts.fill(0);
    for (const faults of Object.values(this.faults)) faults.length = 0;
    this.#along.clear();
  }

  tally(): Tally {
    const [valid, malformed, foreign, wrongJurisdiction] = this.#verdicts;
    return { total: valid + malformed + foreign + wrongJurisdiction, valid, malformed, foreign, wrongJurisdiction };
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

  /** Where along the inputs the faults stand. */
  along(): Along {
    return this.#along.result();
  }
}
