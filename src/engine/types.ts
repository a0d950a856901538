import type { ArrayBufferBytes, ArrayBufferUint16s } from "../format/bytes.js";
import { FOREIGN } from "../format/codec.js";
import type { NamespaceKeys } from "../format/key.js";

/** The available engines. */
export type EngineName = "pure" | "wasm";

/** The engine to use: one by name, or `auto`, the fastest that runs here. */
export type EngineChoice = "auto" | EngineName;

/**
 * Hashes IDs. All engines must return the same results for the same calls, as `test/engine/contract.ts` verifies. An
 * engine is synchronous, and sees only the digits of IDs and the codes of jurisdictions.
 */
export interface Engine {
  readonly name: EngineName;
  /** Prepares the keys of a namespace, once, for single calls. */
  prepare(keys: NamespaceKeys): PreparedNamespace;
  /**
   * Prepares the keys of several scopes, once, to validate many IDs. Optional: the pure engine leaves it out, so that
   * programs that validate single IDs don't load it. Call `createClassifier` of select.ts instead.
   */
  classifier?(scopes: readonly Scope[]): Classifier;
}

/** The prepared keys of one namespace. */
export interface PreparedNamespace {
  /** The 64 lower-case digits of the ID of a name, in the jurisdiction with this code (0 for none). */
  named(name: string, code: number): string;
  /** The same for many names. */
  namedAll(names: readonly string[], code: number): string[];
  /** The 64 lower-case digits of the ID of 16 random bytes; a code other than 0 replaces the last byte. */
  unique(base: Uint8Array, code: number): string;
  /**
   * Validates a string: returns the code of the jurisdiction in which it is valid (0 for none), or a {@link Refusal}.
   * @param expected the code of the calling subnamespace (0 for none); its key is tried first, which doesn't change the result
   */
  check(text: string, expected: number): number;
}

/** The result of {@link PreparedNamespace.check} for a string that is not an ID of the namespace: less than any code. */
export const Refusal = { malformed: -2, foreign: FOREIGN } as const;

/** A namespace, or a subnamespace if `code` is not 0. */
export interface Scope {
  readonly keys: NamespaceKeys;
  readonly code: number;
}

/** Three numbers for each ID, at its index in three arrays. */
export interface Verdicts {
  /** One of `Verdict`: valid 0, malformed 1, foreign 2, wrongJurisdiction 3. */
  readonly verdicts: ArrayBufferBytes;
  /** The index of the namespace that accepts the ID, or whose parent does (`wrongJurisdiction`); 0xffff if there is none. */
  readonly namespaces: ArrayBufferUint16s;
  /** The code of the ID's jurisdiction; 0 if it has none, or is foreign or malformed. */
  readonly jurisdictions: ArrayBufferBytes;
}

/** Arrays that receive verdicts: like {@link Verdicts}, but in memory that may be shared between threads. */
export interface VerdictArrays {
  /** As in {@link Verdicts}. */
  readonly verdicts: Uint8Array;
  /** As in {@link Verdicts}. */
  readonly namespaces: Uint16Array;
  /** As in {@link Verdicts}. */
  readonly jurisdictions: Uint8Array;
}

/**
 * Validates IDs in batches against a list of scopes. An ID belongs to the first scope in which it is valid. An ID that is
 * valid in none is `wrongJurisdiction` if the parent of a subnamespace accepts it, and otherwise `foreign`.
 */
export interface Classifier {
  /** The maximum number of rows in one {@link run}. */
  readonly capacity: number;
  /**
   * The memory for rows of 64 ASCII digits, `capacity` of them, without gaps, which the caller writes before each run. Call
   * this again for each run, and don't call the engine in between: its memory can move, and is reused.
   */
  rows(): Uint8Array;
  /** Validates the first `count` rows, and writes the results to `into`, from index `at` on. */
  run(count: number, into: VerdictArrays, at: number): void;
}
