import type { Batch } from "../../bulk/records/batch.js";
import { type JurisdictionTable, UNRESTRICTED } from "../../format/jurisdiction.js";
import { NO_NAMESPACE, Verdict } from "../../format/verdict.js";
import { RemoteFault } from "../../remote/fault.js";
import type { Outcome, VerdictAnswer } from "../../remote/protocol.js";
import { escapeControls } from "../../text/printable.js";
import { RemoteError } from "../errors.js";
import { throwIfStopped } from "../inputs/stop.js";

/** Copies the verdicts of a Worker into batches. */
export class AnswerReader {
  readonly #names: readonly string[];
  readonly #jurisdictions: JurisdictionTable;
  readonly #stop: AbortSignal | undefined;

  /** @param names the namespaces that the Worker had at the first request */
  constructor(names: readonly string[], jurisdictions: JurisdictionTable, stop: AbortSignal | undefined) {
    this.#names = names;
    this.#jurisdictions = jurisdictions;
    this.#stop = stop;
  }

  /**
   * Returns a function that writes the verdicts of an answer.
   * @throws RemoteFault if the Worker's namespaces changed since the first request
   */
  writer({ namespaces, outcomes, results }: VerdictAnswer): (batch: Batch, index: number, i: number) => void {
    const isSame = namespaces.length === this.#names.length && namespaces.every((name, i) => name === this.#names[i]);
    if (!isSame) {
      const [before, now] = [this.#names, namespaces].map((names) => escapeControls(names.join(", ")));
      throw new RemoteFault(`the Worker's namespaces changed during the run, from ${before} to ${now}: start again`);
    }
    const codes = outcomes.map((outcome) => this.#codesOf(outcome));
    return ({ verdicts, namespaces, jurisdictions }, index, i) => {
      const { verdict, namespace, jurisdiction } = codes[results[i]];
      verdicts[index] = verdict;
      namespaces[index] = namespace;
      jurisdictions[index] = jurisdiction;
    };
  }

  /** The error that ends a run whose requests failed. */
  failure(error: unknown): unknown {
    try {
      throwIfStopped(this.#stop);
    } catch (stopped) {
      return stopped;
    }
    return error instanceof RemoteFault ? new RemoteError(error.message) : error;
  }

  #codesOf({ verdict, namespace = NO_NAMESPACE, jurisdiction }: Outcome) {
    if (verdict === "malformed") {
      throw new RemoteFault("the Worker found 64 hex digits malformed: a proxy may have changed the request");
    }
    return { verdict: Verdict[verdict], namespace, jurisdiction: this.#codeOf(jurisdiction) };
  }

  #codeOf(jurisdiction: string | undefined): number {
    if (jurisdiction === undefined) return UNRESTRICTED;
    for (const [code, name] of this.#jurisdictions.entries()) if (name === jurisdiction) return code;
    throw new RemoteFault(
      `the Worker named the jurisdiction "${escapeControls(jurisdiction)}", which this version of durable-id doesn't know`,
    );
  }
}
