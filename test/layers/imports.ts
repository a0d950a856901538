/** One import or re-export of a module, as it is written. */
export interface Import {
  /** What stands between the quotes. */
  readonly specifier: string;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** What is imported or re-exported: the words between `import` and `from`. */
  readonly clause: string;
}

/** A source without its comments; strings stay, line breaks too. */
export function withoutComments(source: string): string {
  // Strings and templates come first, so that a `//` in one is not taken for a comment.
  const token = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return source.replace(token, (match, text: string | undefined) => text ?? match.replace(/[^\n]/g, " "));
}

/** A source without comments and without what is in its strings. */
export function codeOf(source: string): string {
  return withoutComments(source).replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""');
}

/** The imports of a module: static, re-exporting, for side effects, and dynamic with a literal. */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const imports: Import[] = [];
  for (const [, clause, specifier] of code.matchAll(/^\s*(?:import|export)\s([^"';=(]*?)\bfrom\s*["']([^"']+)["']/gm)) {
    imports.push({ specifier, clause, typeOnly: isTypeOnly(clause) });
  }
  for (const [, specifier] of code.matchAll(/^\s*import\s*["']([^"']+)["']/gm)) {
    imports.push({ specifier, clause: "", typeOnly: false });
  }
  for (const [, specifier] of code.matchAll(/\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g)) {
    imports.push({ specifier, clause: "*", typeOnly: false });
  }
  for (const [, specifier] of code.matchAll(/\bnew URL\(\s*["'](\.[^"']+)["']\s*,\s*import\.meta\.url/g)) {
    imports.push({ specifier, clause: "*", typeOnly: false });
  }
  return imports;
}

function isTypeOnly(clause: string): boolean {
  if (/^type\s+[{*\w]/.test(clause) && !/^type\s*,/.test(clause)) return true;
  const names = /^\{([^}]*)\}\s*$/.exec(clause.trim())?.[1];
  return names?.split(",").every((name) => name.trim() === "" || /^type\s/.test(name.trim())) ?? false;
}
