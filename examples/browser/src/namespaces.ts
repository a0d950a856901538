import { DurableObjectNamespace } from "durable-id";

/**
 * The namespaces of a text, a unique key a line; empty lines are left out.
 * @param jurisdiction restricts them all, unless it is ""
 */
export function namespacesOf(text: string, jurisdiction: string): DurableObjectNamespace[] {
  const keys = text.split("\n").map((line) => line.trim());
  return [...new Set(keys)]
    .filter((key) => key !== "")
    .map((uniqueKey) => new DurableObjectNamespace({ uniqueKey }))
    .map((namespace) => (jurisdiction === "" ? namespace : namespace.jurisdiction(jurisdiction)));
}
