import { type DurableObjectNamespace, namespaceState } from "../namespace.js";

/** The 64 digits of the ID of each name, as `idFromName` gives them one by one. */
export function idsFromNames(namespace: DurableObjectNamespace<unknown, unknown>, names: readonly string[]): string[] {
  const { prepared, code } = namespaceState(namespace);
  return prepared.namedAll(names, code);
}
