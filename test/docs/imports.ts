import { type Node, Parser } from "acorn";
import { full } from "acorn-walk";

/** The specifiers of all imports and re-exports of a module of JavaScript, those of `import()` of a string too. */
export function importsOf(code: string): string[] {
  const specifiers: string[] = [];
  full(Parser.parse(code, { ecmaVersion: "latest", sourceType: "module" }), (node) => {
    const specifier = sourceOf(node);
    if (specifier !== undefined) specifiers.push(specifier);
  });
  return specifiers;
}

function sourceOf(node: Node): string | undefined {
  const { source } = node as { readonly source?: { readonly value?: unknown } | null };
  return typeof source?.value === "string" ? source.value : undefined;
}
