import { codeByte, hasValidTag, ID_DIGITS, ID_SIZE } from "../format/codec.js";
import { decodeHexBytes } from "../format/hex.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { NO_NAMESPACE, Verdict } from "../format/verdict.js";
import { PureMacs } from "./pure.js";
import type { Classifier, Scope, VerdictArrays } from "./types.js";
import { type Attempt, validationOrder } from "./validation-order.js";

/** Rows of one run: enough to make the cost of the call small, and few enough to stay in the cache: 32 KB. */
const CAPACITY = 512;

/** The classifier of the pure engine. In a separate file, so that programs that validate single IDs don't load it. */
export class PureClassifier implements Classifier {
  readonly capacity = CAPACITY;
  readonly #macs: readonly PureMacs[];
  readonly #attempts: readonly Attempt[];
  readonly #rows = new Uint8Array(CAPACITY * ID_DIGITS);
  readonly #id = new Uint8Array(ID_SIZE);

  constructor(scopes: readonly Scope[]) {
    // Subnamespaces of one namespace share its keys, and so their HMAC states.
    const prepared = new Map<NamespaceKeys, PureMacs>();
    this.#macs = scopes.map(({ keys }) => {
      const macs = prepared.get(keys) ?? new PureMacs(keys);
      prepared.set(keys, macs);
      return macs;
    });
    this.#attempts = validationOrder(scopes);
  }

  rows(): Uint8Array {
    return this.#rows;
  }

  run(count: number, into: VerdictArrays, at: number): void {
    for (let row = 0; row < count; row++) {
      const isWellFormed = decodeHexBytes(this.#rows, row * ID_DIGITS, this.#id);
      if (isWellFormed) this.#classify(into, at + row);
      else write(into, at + row, Verdict.malformed, NO_NAMESPACE, UNRESTRICTED);
    }
  }

  #classify(into: VerdictArrays, at: number): void {
    const carried = codeByte(this.#id);
    for (const { scope, code, verdict } of this.#attempts) {
      if (code !== UNRESTRICTED && code !== carried) continue;
      if (!hasValidTag(this.#macs[scope].get(code), this.#id)) continue;
      write(into, at, verdict, scope, code);
      return;
    }
    write(into, at, Verdict.foreign, NO_NAMESPACE, UNRESTRICTED);
  }
}

function write(into: VerdictArrays, at: number, verdict: Verdict, namespace: number, jurisdiction: number): void {
  into.verdicts[at] = verdict;
  into.namespaces[at] = namespace;
  into.jurisdictions[at] = jurisdiction;
}
