import { typeError } from "../format/errors.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceState } from "./state.js";

/** The code of a jurisdiction, if the namespace is not restricted to another one. */
export function unnestedCode(state: NamespaceState, jurisdiction: string): number {
  if (state.code === UNRESTRICTED) return state.keys.jurisdictions.codeOf(jurisdiction);
  throw typeError(
    "ERR_DO_JURISDICTION_NESTED",
    `Jurisdiction ${JSON.stringify(jurisdiction)} requested, but this namespace is restricted to jurisdiction ` +
      `"${state.keys.jurisdictions.nameOf(state.code)}".`,
  );
}

export function uniqueIdCode(state: NamespaceState, wanted: string | null | undefined): number {
  const jurisdiction = wanted == null ? undefined : `${wanted}`;
  const own = state.keys.jurisdictions.nameOf(state.code);
  return jurisdiction === own || jurisdiction === undefined ? state.code : unnestedCode(state, jurisdiction);
}
