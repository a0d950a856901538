import { DurableObjectNamespace } from "durable-id";

/**
 * The namespaces of a text with one unique key per line. Empty lines are skipped.
 * @param jurisdiction restricts them all, unless it is ""
 */
export function namespacesOf(text: string, jurisdiction: string): DurableObjectNamespace[] {
  const keys = text.split("\n").map((line) => line.trim());
  return [...new Set(keys)]
    .filter((key) => key !== "")
    .map((uniqueKey) => new DurableObjectNamespace({ uniqueKey }))
    .map((namespace) => (jurisdiction === "" ? namespace : namespace.jurisdiction(jurisdiction)));
}
