import type { OperationId } from "./operations.js";

/** A value, or the promise of it: some crypto answers at once, some doesn't. */
export type Eventually<Value> = Value | Promise<Value>;

/** A pass over some material. */
export interface Pass {
  /** How many operations it is. */
  readonly operations: number;
  /** Does it; what comes of it is not looked at. */
  readonly run: () => Eventually<unknown>;
}

/** The passes of a contender; what it has no call for is missing. */
export type Passes = Readonly<Partial<Record<OperationId, Pass>>>;

/** What is measured: IDs of one namespace, all valid, and the names that they were made from. */
export interface Material {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** What a contender says of strings and names; what it has no call for is missing. */
export interface Answers {
  /** One of `Verdict` for each string. */
  readonly verdicts?: readonly number[];
  /** The digits of the ID that each string was taken for, or `null` for what was refused. */
  readonly idFromString?: readonly (string | null)[];
  /** The digits of the ID of each name. */
  readonly idFromName?: readonly string[];
  /** The same, derived in one call. */
  readonly idsFromNames?: readonly string[];
}

/** What an answer is to. */
export interface Questions {
  /** Valid, foreign and malformed ones. */
  readonly strings: readonly string[];
  readonly names: readonly string[];
}

/** Someone who does the work of IDs, in one namespace. */
export interface Contender {
  /** Its key in reports. */
  readonly id: string;
  /** What people read. */
  readonly label: string;
  answer(questions: Questions): Eventually<Answers>;
  passes(material: Material): Passes;
}
