import { Refusal } from "../engine/types.js";
import { type CodedError, typeError } from "../format/errors.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import { createId, type DurableObjectId, idState } from "./id.js";
import { MALFORMED_MESSAGE } from "./parsed-id.js";
import type { NamespaceState } from "./state.js";

/** The wording is workerd's. */
export const FOREIGN_MESSAGE = "Durable Object ID is not valid for this namespace.";

export function makeId({ prepared, keys }: NamespaceState, digits: string, code: number): DurableObjectId {
  return createId({ digits, jurisdiction: keys.jurisdictions.nameOf(code), givenName: undefined, issuer: prepared });
}

export function namedId(state: NamespaceState, name: string): DurableObjectId {
  return createId(state.named.get(name, state.code));
}

/** Whether an ID with this code, valid under the namespace's keys, belongs to this namespace or subnamespace. */
export function accepts(state: NamespaceState, code: number): boolean {
  return state.code === UNRESTRICTED || state.code === code;
}

/** The code of an ID under this namespace's keys, or a refusal; not computed again for an ID that the same keys validated. */
export function codeHere(state: NamespaceState, id: DurableObjectId): number {
  const { digits, jurisdiction, issuer } = idState(id);
  if (issuer !== state.prepared) return state.prepared.check(digits, state.code);
  return jurisdiction === undefined ? UNRESTRICTED : state.keys.jurisdictions.codeOf(jurisdiction);
}

export function refusalError(refusal: number): CodedError<TypeError> {
  return refusal === Refusal.malformed
    ? typeError("ERR_DO_ID_MALFORMED", MALFORMED_MESSAGE)
    : typeError("ERR_DO_ID_FOREIGN", FOREIGN_MESSAGE);
}

export function jurisdictionMessage({ keys: { jurisdictions }, code: own }: NamespaceState, code: number): string {
  const its = code === UNRESTRICTED ? "no jurisdiction" : `jurisdiction "${jurisdictions.nameOf(code)}"`;
  return `Durable Object ID has ${its}, but this namespace is restricted to jurisdiction "${jurisdictions.nameOf(own)}".`;
}
