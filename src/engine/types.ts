import type { OwnUint8Array, OwnUint16Array } from "../format/bytes.js";
import type { NamespaceKeys } from "../format/key.js";

/** The engines that there are. */
export type EngineName = "pure" | "wasm";

/** Which engine to use: one by name, or `auto`, the fastest that runs here. */
export type EngineChoice = "auto" | EngineName;

/**
 * What does the hashing. Two engines given the same calls give the same answers, always: `test/engine/contract.ts`
 * holds each of them to it. An engine is synchronous, and knows IDs as digits and jurisdictions as codes, nothing else.
 */
export interface Engine {
  readonly name: EngineName;
  /** Makes the keys of a namespace ready, once, for calls one by one. */
  prepare(keys: NamespaceKeys): PreparedNamespace;
  /**
   * Makes the keys of several scopes ready, once, for IDs in their thousands. The pure engine leaves it out, so that
   * checking IDs one by one doesn't load it: callers use `createClassifier` of select.ts.
   */
  classifier?(scopes: readonly Scope[]): Classifier;
}

/** The keys of one namespace, made ready. */
export interface PreparedNamespace {
  /** The 64 lower-case digits of the ID of a name, in the jurisdiction of a code (0: in none). */
  named(name: string, code: number): string;
  /** The same for many names. */
  namedAll(names: readonly string[], code: number): string[];
  /** The 64 lower-case digits of the ID of 16 random bytes, the last of which gives way to a code other than 0. */
  unique(base: Uint8Array, code: number): string;
  /**
   * Validates a string: the code of the jurisdiction in which it is valid (0: in none), or {@link Refusal}.
   * @param expected the code of the subnamespace that asks (0: none), whose key is tried first; the answer is the same
   */
  check(text: string, expected: number): number;
}

/** What {@link PreparedNamespace.check} returns for a string that is not an ID of the namespace: less than any code. */
export const Refusal = { malformed: -2, foreign: -1 } as const;

/** A namespace, or a subnamespace where `code` is a jurisdiction's and not 0. */
export interface Scope {
  readonly keys: NamespaceKeys;
  readonly code: number;
}

/** Three numbers for each ID, at its index in three arrays. */
export interface Verdicts {
  /** One of `Verdict`: valid 0, malformed 1, foreign 2, wrongJurisdiction 3. */
  readonly verdicts: OwnUint8Array;
  /** The index of the namespace that takes the ID, or whose parent would (`wrongJurisdiction`); 0xffff if no namespace does. */
  readonly namespaces: OwnUint16Array;
  /** The code of the ID's jurisdiction; 0 where it has none or is not valid in any namespace of the list. */
  readonly jurisdictions: OwnUint8Array;
}

/** Arrays that verdicts are written to: those of {@link Verdicts}, in any memory, shared between threads or not. */
export interface VerdictArrays {
  /** As in {@link Verdicts}. */
  readonly verdicts: Uint8Array;
  /** As in {@link Verdicts}. */
  readonly namespaces: Uint16Array;
  /** As in {@link Verdicts}. */
  readonly jurisdictions: Uint8Array;
}

/**
 * Validates IDs in batches against a list of scopes: the first in which an ID is valid has it; where none is, the first
 * subnamespace whose parent would take it makes it `wrongJurisdiction`; otherwise it is `foreign`.
 */
export interface Classifier {
  /** The most rows that one {@link run} takes. */
  readonly capacity: number;
  /**
   * Where the caller writes rows of 64 ASCII digits, `capacity` of them, without gaps, before each run. To be asked
   * for again each time, with no other call of the engine before the run: its memory can move, and is used again.
   */
  rows(): Uint8Array;
  /** Validates the first `count` rows, and writes what comes of them to `into`, from index `at` on. */
  run(count: number, into: VerdictArrays, at: number): void;
}
