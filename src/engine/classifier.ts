import { UNRESTRICTED } from "../format/jurisdiction.js";
import { NO_NAMESPACE } from "../format/verdict.js";
import type { NamespaceContexts } from "./contexts.js";
import { type Kernel, TILE } from "./kernel.js";
import type { Classifier, Scope, VerdictArrays } from "./types.js";
import { type Attempt, validationOrder } from "./validation-order.js";

/**
 * Classifies a tile of rows in passes, one for each key. Between the passes, a list holds the rows that no key has
 * accepted yet, so that each pass fills all lanes.
 */
export class WasmClassifier implements Classifier {
  readonly capacity = TILE;
  readonly #kernel: Kernel;
  readonly #contexts: readonly NamespaceContexts[];
  readonly #attempts: readonly Attempt[];

  /** @param contexts the prepared keys of each scope */
  constructor(kernel: Kernel, scopes: readonly Scope[], contexts: readonly NamespaceContexts[]) {
    this.#kernel = kernel;
    this.#contexts = contexts;
    this.#attempts = validationOrder(scopes);
  }

  rows(): Uint8Array {
    return this.#kernel.views.rows;
  }

  run(count: number, into: VerdictArrays, at: number): void {
    const { call, at: address, views } = this.#kernel;
    let pending = call.decodeRows(address.rows, count, address.ids, address.words, address.verdicts);
    views.namespaces.fill(NO_NAMESPACE, 0, count);
    views.jurisdictions.fill(UNRESTRICTED, 0, count);
    for (const attempt of this.#attempts) {
      if (pending === 0) break;
      pending = this.#try(attempt, pending);
    }
    into.verdicts.set(views.verdicts.subarray(0, count), at);
    into.namespaces.set(views.namespaces.subarray(0, count), at);
    into.jurisdictions.set(views.jurisdictions.subarray(0, count), at);
  }

  /** Tries one key on the pending rows; returns the number of rows that it refuses. */
  #try({ scope, code, verdict }: Attempt, pending: number): number {
    const { call, at } = this.#kernel;
    // Only rows with the code of the jurisdiction need a hash: they are moved to the end of the list.
    const carrying = code === UNRESTRICTED ? pending : call.partition(at.ids, at.words, pending, code);
    if (carrying === 0) return pending;
    const others = pending - carrying;
    const refused = call.verify(
      this.#contexts[scope].addressOf(code),
      at.ids,
      at.words + others * Uint32Array.BYTES_PER_ELEMENT,
      carrying,
      // The values that are written to the three arrays for an accepted row.
      verdict,
      scope,
      code,
      at.verdicts,
      at.namespaces,
      at.jurisdictions,
    );
    return others + refused;
  }
}
