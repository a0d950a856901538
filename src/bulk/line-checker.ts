import type { Classifier, EngineName, LineVerdicts } from "../engine/types.js";

/** Lines of one round: enough that what is done once a round costs little beside them. */
export const ROUND = 4096;

/** Lines as they stand in an engine's memory, and what is said of them: a round at a time, in the same arrays each time. */
export class LineChecker {
  readonly engine: EngineName;
  /** What is said of the lines of the last round. */
  readonly verdicts: LineVerdicts = {
    verdicts: new Uint8Array(ROUND),
    namespaces: new Uint16Array(ROUND),
    jurisdictions: new Uint8Array(ROUND),
    starts: new Uint32Array(ROUND),
    lengths: new Uint32Array(ROUND),
  };
  /** How many lines the last round had. */
  count = 0;
  readonly #classifier: Classifier;

  constructor(engine: EngineName, classifier: Classifier) {
    this.engine = engine;
    this.#classifier = classifier;
  }

  /** Memory for text, at least `size` bytes: see `Classifier.text`. */
  text(size: number): Uint8Array {
    return this.#classifier.text(size);
  }

  /**
   * Validates the next lines of the text, in its bytes `from` to `to`: as many as a round takes. There are no more where
   * `count` is 0 after it.
   * @returns where the rest begins
   */
  check(from: number, to: number, isLast: boolean): number {
    this.count = 0;
    let end = from;
    while (this.count < ROUND) {
      const run = this.#classifier.runLines(end, to, isLast, this.verdicts, this.count);
      if (run.lines === 0) break;
      this.count += run.lines;
      end = run.end;
    }
    return end;
  }
}
