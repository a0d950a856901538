import { Verdict, type VerdictName } from "../format/verdict.js";
import { isRecord, parseRecord } from "./json.js";

/** Identifies the answers of verdict handlers. */
export const PROTOCOL = "durable-id/verdicts";
/** Raised when a change would make older clients misread an answer. */
export const PROTOCOL_VERSION = 1;

/** A possible result for an ID. */
export interface Outcome {
  /** The name of the verdict. */
  readonly verdict: VerdictName;
  /** The index of the namespace that accepts the ID, or whose parent does. */
  readonly namespace?: number | undefined;
  /** The name of the ID's jurisdiction. */
  readonly jurisdiction?: string | undefined;
}

/** The answer to a request: for each ID, an index in a table of outcomes. The answer to an empty body has no IDs. */
export interface VerdictAnswer {
  /** Always `durable-id/verdicts`. */
  readonly protocol: string;
  /** The version of the protocol: 1. */
  readonly version: number;
  /** The names of the namespaces, at their indexes. */
  readonly namespaces: readonly string[];
  /** The maximum number of IDs in a request. */
  readonly maxIds: number;
  /** How many IDs the request had. */
  readonly count: number;
  /** The outcomes that occur. */
  readonly outcomes: readonly Outcome[];
  /** The index of each ID's outcome, in the order of the request. */
  readonly results: readonly number[];
}

/** The answer to a request that was refused. */
export interface VerdictRefusal {
  /** Always `durable-id/verdicts`. */
  readonly protocol: string;
  /** The version of the protocol: 1. */
  readonly version: number;
  /** What is wrong with the request, and what is allowed. */
  readonly error: string;
}

/** An answer, or the reason why it is invalid. */
export type ParsedAnswer = { readonly answer: VerdictAnswer } | { readonly fault: string };

/**
 * Parses an answer. Trust boundary: the text may come from any server.
 * @param text the whole body
 * @param count the number of IDs in the request
 */
export function parseAnswer(text: string, count: number): ParsedAnswer {
  const value = parseRecord(text);
  if (value?.protocol !== PROTOCOL) return { fault: "it does not come from a verdict handler" };
  if (value.version !== PROTOCOL_VERSION) {
    // Anything but a number could be of any depth and size, or the token.
    const version = typeof value.version === "number" ? value.version : "not a number";
    return { fault: `its version is ${version}, expected ${PROTOCOL_VERSION}` };
  }
  const { namespaces, maxIds, outcomes, results } = value;
  if (value.count !== count || !Array.isArray(results) || results.length !== count) {
    return { fault: `it does not have the requested ${count} verdicts` };
  }
  const hasNames = Array.isArray(namespaces) && namespaces.length > 0 && namespaces.every(isText);
  if (!hasNames || !isIndex(maxIds, Number.MAX_SAFE_INTEGER) || maxIds === 0) {
    return { fault: "it does not have the names of the namespaces" };
  }
  const areGood =
    Array.isArray(outcomes) &&
    outcomes.every((outcome) => isOutcome(outcome, namespaces.length)) &&
    results.every((index) => isIndex(index, outcomes.length));
  // Checked member by member above.
  return areGood ? { answer: value as unknown as VerdictAnswer } : { fault: "it has invalid verdicts" };
}

/** The error of a verdict handler; undefined for any other text. */
export function parseRefusal(text: string): string | undefined {
  const value = parseRecord(text);
  return value?.protocol === PROTOCOL && isText(value.error) ? value.error : undefined;
}

function isOutcome(value: unknown, namespaces: number): boolean {
  if (!isRecord(value)) return false;
  const { verdict, namespace, jurisdiction } = value;
  if (!isText(verdict) || !Object.hasOwn(Verdict, verdict)) return false;
  const hasOwner = verdict === "valid" || verdict === "wrongJurisdiction";
  if (hasOwner ? !isIndex(namespace, namespaces) : namespace !== undefined) return false;
  return jurisdiction === undefined || (hasOwner && isText(jurisdiction));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isIndex(value: unknown, length: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < length;
}
