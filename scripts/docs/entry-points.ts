import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { paragraphsOf, summaryOf } from "./docstring.js";
import { markdownTable } from "./table.js";

/** A re-export of an entry point, or an export of the module itself. */
interface Export {
  readonly name: string;
  readonly kind: string;
  readonly summary: string;
}

const INTRODUCTION = `# Entry points and exports

Every export of every entry point, with the first sentence of its documentation. Your editor shows the rest, and \`npm run docs:api\` in a
clone writes the whole API reference to \`build/api\`. This page is generated: \`npm run docs\`.`;

/** The page that lists all exports, from the package's entry points and the docstrings of their exports. */
export function entryPointsPage(): string {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as { exports: Record<string, unknown> };
  const sections = Object.entries(exports).flatMap(([subpath, target]) => {
    if (!hasTypes(target)) return [];
    const source = target.types.replace("./dist/", "src/").replace(/\.d\.ts$/, ".ts");
    return [entryPointSection(subpath.replace(/^\./, "durable-id"), source)];
  });
  return [INTRODUCTION, ...sections].join("\n\n").concat("\n");
}

function entryPointSection(name: string, path: string): string {
  const source = readFileSync(path, "utf8");
  const [moduleDocstring = ""] = /^\/\*\*[\s\S]*?\*\//.exec(source) ?? [];
  const rows = exportsOf(path, source).map(({ name, kind, summary }) => [`\`${name}\``, kind, summary]);
  return [`## \`${name}\``, ...paragraphsOf(moduleDocstring), markdownTable(["export", "kind", ""], rows)].join("\n\n");
}

/** A list of names that a module re-exports. */
const LIST = /export (?:type )?\{([^}]*)\} from "([^"]+)"/g;

function exportsOf(path: string, source: string): Export[] {
  const lists = Array.from(source.matchAll(LIST), ([, names, from]) => {
    const file = join(dirname(path), from.replace(/\.js$/, ".ts"));
    const declarations = readFileSync(file, "utf8");
    // A module that only re-exports is searched too.
    const inner = declarations.search(LIST) >= 0 ? exportsOf(file, declarations) : [];
    return namesIn(names).map((name) => {
      const [declared, exported = declared] = name.split(" as ");
      const found = inner.find((each) => each.name === declared) ?? declarationOf(declared, declarations, file);
      return { ...found, name: exported };
    });
  });
  const own = Array.from(
    source.matchAll(/^export (?:abstract )?(?:class|function|const|interface|type) (\w+)/gm),
    ([, name]) => declarationOf(name, source, path),
  );
  // If two files declare the same name, as a type and as a value, it is listed once.
  const all = new Map([...lists.flat(), ...own].map((each) => [each.name, each]));
  return [...all.values()].sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, "en"));
}

function namesIn(list: string): string[] {
  return list
    .split(",")
    .map((name) => name.trim().replace(/^type /, ""))
    .filter((name) => name !== "");
}

/** Keywords of values. */
const KINDS: Readonly<Record<string, string>> = {
  class: "class",
  function: "function",
  "function*": "function",
  const: "constant",
};

/** Callable exports come first, types last. */
function order({ kind }: Export): number {
  return ["class", "function", "constant", "type"].indexOf(kind);
}

/** The declaration of a name; if it is both a value and a type, that of the value. */
function declarationOf(name: string, source: string, file: string): Export {
  const pattern = new RegExp(
    `(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\s*export (?:declare |abstract |async )*(class|function\\*?|const|interface|type) ${name}\\b(: \\S+Constructor)?`,
    "g",
  );
  const declarations = Array.from(source.matchAll(pattern), ([, docstring, keyword, constructs]) => {
    const kind = constructs ? "class" : (KINDS[keyword] ?? "type");
    return { name, kind, summary: summaryOf(docstring) };
  });
  const declaration = declarations.find(({ kind }) => kind !== "type") ?? declarations[0];
  if (declaration === undefined) throw new Error(`${file} doesn't declare "${name}" with a docstring.`);
  return declaration;
}

function hasTypes(target: unknown): target is { readonly types: string } {
  return typeof target === "object" && target !== null && "types" in target;
}
