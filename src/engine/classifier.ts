import { UNRESTRICTED } from "../format/jurisdiction.js";
import { NO_NAMESPACE, Verdict } from "../format/verdict.js";
import type { NamespaceContexts } from "./contexts.js";
import { type Kernel, TILE } from "./kernel.js";
import type { Classifier, VerdictArrays } from "./types.js";

/** A namespace or subnamespace whose keys are ready for the kernel. */
export interface PreparedScope {
  readonly contexts: NamespaceContexts;
  readonly code: number;
}

/**
 * Classifies a tile of rows in passes, one for each key. Between the passes stands the list of the rows that no key has
 * accepted yet, so that the lanes are full in each.
 */
export class WasmClassifier implements Classifier {
  readonly capacity = TILE;
  readonly #kernel: Kernel;
  readonly #scopes: readonly PreparedScope[];

  constructor(kernel: Kernel, scopes: readonly PreparedScope[]) {
    this.#kernel = kernel;
    this.#scopes = scopes;
  }

  rows(): Uint8Array {
    return this.#kernel.views.rows;
  }

  run(count: number, into: VerdictArrays, at: number): void {
    const { call, at: address } = this.#kernel;
    const pending = call.decodeRows(address.rows, count, address.ids, address.words, address.verdicts);
    this.#classify(pending, count, into, at);
  }

  /** Finds whose the pending ones of `count` decoded rows are, and copies what came of all of them. */
  #classify(pending: number, count: number, into: VerdictArrays, at: number): void {
    const { views } = this.#kernel;
    views.namespaces.fill(NO_NAMESPACE, 0, count);
    views.jurisdictions.fill(UNRESTRICTED, 0, count);
    this.#explainRefusals(this.#findOwners(pending));
    into.verdicts.set(views.verdicts.subarray(0, count), at);
    into.namespaces.set(views.namespaces.subarray(0, count), at);
    into.jurisdictions.set(views.jurisdictions.subarray(0, count), at);
  }

  /** Finds the first scope that takes each row; gives the number of rows that none takes. */
  #findOwners(pending: number): number {
    let left = pending;
    for (let i = 0; i < this.#scopes.length && left > 0; i++) {
      const { contexts, code } = this.#scopes[i] as PreparedScope;
      if (code !== UNRESTRICTED) left = this.#acceptCode(contexts, code, left, Verdict.valid, i);
      else left = this.#acceptAll(contexts, UNRESTRICTED, left, Verdict.valid, i);
    }
    return left;
  }

  /** Of the rows that no scope takes, finds those that a subnamespace's parent would take. */
  #explainRefusals(pending: number): void {
    let left = pending;
    const parents = new Set<NamespaceContexts>();
    for (let i = 0; i < this.#scopes.length && left > 0; i++) {
      const { contexts, code } = this.#scopes[i] as PreparedScope;
      if (code === UNRESTRICTED || parents.has(contexts)) continue;
      parents.add(contexts);
      left = this.#acceptAll(contexts, code, left, Verdict.wrongJurisdiction, i);
    }
  }

  /** Accepts what is valid in the namespace in any jurisdiction or none, but for the one that has been tried. */
  #acceptAll(contexts: NamespaceContexts, tried: number, pending: number, verdict: Verdict, namespace: number): number {
    let left = this.#verify(contexts, UNRESTRICTED, 0, pending, verdict, namespace);
    for (const [code] of contexts.keys.jurisdictions.entries()) {
      if (left === 0) break;
      if (code !== tried) left = this.#acceptCode(contexts, code, left, verdict, namespace);
    }
    return left;
  }

  /** Accepts what is valid in one jurisdiction: only rows that carry its code cost a hash. */
  #acceptCode(contexts: NamespaceContexts, code: number, pending: number, verdict: Verdict, namespace: number): number {
    const { call, at } = this.#kernel;
    const carrying = call.partition(at.ids, at.words, pending, code);
    if (carrying === 0) return pending;
    const others = pending - carrying;
    return others + this.#verify(contexts, code, others, carrying, verdict, namespace);
  }

  /** Tries `count` pending rows, from the one at `start` on, under one key; gives the number of those it refuses. */
  #verify(
    contexts: NamespaceContexts,
    code: number,
    start: number,
    count: number,
    verdict: Verdict,
    namespace: number,
  ): number {
    const { call, at } = this.#kernel;
    return call.verify(
      contexts.addressOf(code),
      at.ids,
      at.words + start * Uint32Array.BYTES_PER_ELEMENT,
      count,
      verdict,
      namespace,
      code,
      at.verdicts,
      at.namespaces,
      at.jurisdictions,
    );
  }
}
