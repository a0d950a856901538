import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { Verdict } from "../format/verdict.js";
import type { Scope } from "./types.js";

/** One step of validation: what an ID is if its tag is right under one key. */
export interface Attempt {
  /** The index of the scope whose namespace has the key, and to which the ID then belongs. */
  readonly scope: number;
  /** The jurisdiction of the key, or 0 for the root key. A jurisdiction's key is tried only on IDs that carry its code. */
  readonly code: number;
  readonly verdict: Verdict;
}

/**
 * The steps that decide what a well-formed ID is, in order: the first that succeeds counts, and an ID that fails all of
 * them is foreign (format.md, "Validation"). The root key comes before those of jurisdictions, because byte 15 of an
 * unrestricted ID is arbitrary and can look like a code. That an ID is valid in any scope comes before the explanation
 * that it is of another jurisdiction than a subnamespace's.
 */
export function validationOrder(scopes: readonly Scope[]): Attempt[] {
  const attempts: Attempt[] = [];
  /** All keys of a namespace, except that of a jurisdiction which was tried before. */
  const tryAll = (scope: number, verdict: Verdict, tried: number): void => {
    attempts.push({ scope, code: UNRESTRICTED, verdict });
    for (const [code] of scopes[scope].keys.jurisdictions.entries()) {
      if (code !== tried) attempts.push({ scope, code, verdict });
    }
  };
  for (const [scope, { code }] of scopes.entries()) {
    if (code === UNRESTRICTED) tryAll(scope, Verdict.valid, UNRESTRICTED);
    else attempts.push({ scope, code, verdict: Verdict.valid });
  }
  const explained = new Set<NamespaceKeys>();
  for (const [scope, { keys, code }] of scopes.entries()) {
    if (code === UNRESTRICTED || explained.has(keys)) continue;
    explained.add(keys);
    tryAll(scope, Verdict.wrongJurisdiction, code);
  }
  return attempts;
}
