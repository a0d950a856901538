import type { OperationId } from "./operations.js";

/** A value or a promise of one: some crypto APIs are synchronous, others are not. */
export type Eventually<Value> = Value | Promise<Value>;

/** One pass over the material. */
export interface Pass {
  /** How many operations the pass has. */
  readonly operations: number;
  /** Runs the pass; its result is ignored. */
  readonly run: () => Eventually<unknown>;
}

/** The passes of a contender, without those for which it has no API. */
export type Passes = Readonly<Partial<Record<OperationId, Pass>>>;

/** The material of a measurement: valid IDs of one namespace, and the names that they were derived from. */
export interface Material {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** A contender's answers for strings and names, without those for which it has no API. */
export interface Answers {
  /** The `Verdict` of each string. */
  readonly verdicts?: readonly number[];
  /** The digits of the ID that each string was parsed as, or `null` if it was refused. */
  readonly idFromString?: readonly (string | null)[];
  /** The digits of the ID of each name. */
  readonly idFromName?: readonly string[];
  /** The same, derived in one call. */
  readonly idsFromNames?: readonly string[];
}

/** The questions that all contenders answer. */
export interface Questions {
  /** Valid, foreign and malformed strings. */
  readonly strings: readonly string[];
  readonly names: readonly string[];
}

/** An implementation under test, with one namespace. */
export interface Contender {
  /** Its key in reports. */
  readonly id: string;
  /** Its name for people. */
  readonly label: string;
  answer(questions: Questions): Eventually<Answers>;
  passes(material: Material): Passes;
}
