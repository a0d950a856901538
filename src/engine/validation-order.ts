import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { Verdict } from "../format/verdict.js";
import type { Scope } from "./types.js";

/** One step of validation: the verdict on an ID if its tag is right under one key. */
export interface Attempt {
  /** The index of the scope with this key, to which the ID then belongs. */
  readonly scope: number;
  /** The jurisdiction of the key, or 0 for the root key. A jurisdiction's key is tried only on IDs with its code. */
  readonly code: number;
  readonly verdict: Verdict;
}

/**
 * The steps that decide the verdict on a well-formed ID, in order: the first that succeeds decides, and an ID that fails
 * all of them is foreign (format.md, "Validation"). The root key is tried before those of jurisdictions, because byte 15
 * of an unrestricted ID is arbitrary and can equal a code. All steps to `valid`, in any scope, come before those to
 * `wrongJurisdiction`.
 */
export function validationOrder(scopes: readonly Scope[]): Attempt[] {
  const attempts: Attempt[] = [];
  /** Adds all keys of a namespace, except that of a jurisdiction which was already tried. */
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
