import { type Batch, SHARED_SIZE } from "../bulk/records/batch.js";
import { BatchRing } from "../bulk/records/batch-ring.js";
import { engineReport } from "../engine/select.js";
import { ID_DIGITS, ID_SIZE } from "../format/codec.js";
import { decodeHexBytes } from "../format/hex.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import { NO_NAMESPACE, Verdict } from "../format/verdict.js";
import type { Judge, OpenJudge } from "./judge.js";
import type { VerdictSource } from "./verdict-source.js";

/**
 * Verdicts without a key: 64 hex digits are `valid`, and everything else is `malformed`.
 * @returns a source for `createPlan`, with one namespace that accepts all IDs
 */
export function formVerdicts(): VerdictSource {
  return {
    namespaces: [{ label: "any", jurisdictionName: () => "" }],
    identity: () => "form",
    open(): OpenJudge {
      const { name } = engineReport();
      const ring = new BatchRing([new ArrayBuffer(SHARED_SIZE)]);
      return { judge: new FormJudge(), ring, engine: name, scanning: name };
    },
    hints: () => [],
  };
}

/** Judges synchronously on this thread. */
class FormJudge implements Judge {
  readonly #id = new Uint8Array(ID_SIZE);

  submit({ count, rows, verdicts, namespaces, jurisdictions }: Batch): void {
    for (let i = 0; i < count; i++) {
      const isId = decodeHexBytes(rows, i * ID_DIGITS, this.#id);
      verdicts[i] = isId ? Verdict.valid : Verdict.malformed;
      namespaces[i] = isId ? 0 : NO_NAMESPACE;
      jurisdictions[i] = UNRESTRICTED;
    }
  }

  isSettled(): boolean {
    return true;
  }

  settle(): undefined {
    return undefined;
  }

  async close(): Promise<void> {}
}
