import { readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const { exports: subpaths } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));

/** The sources of every subpath that has types: dist/x.d.ts comes of src/x.ts. */
const entryPoints = Object.values(subpaths).flatMap(({ types }) =>
  types === undefined ? [] : `../../${types.replace(/^\.\/dist\/(.+)\.d\.ts$/, "src/$1.ts")}`,
);

/** @type {Partial<import("typedoc").TypeDocOptions>} */
export default {
  name: "durable-id",
  readme: "landing.md",
  tsconfig: "tsconfig.json",
  entryPoints,
  // A module is called what it is imported by.
  alwaysCreateEntryPointModule: true,
  out: "../../build/api",
  cleanOutputDir: true,
  disableSources: true,
  excludeInternal: true,
  excludePrivate: true,
  excludeExternals: true,
  treatWarningsAsErrors: true,
  // TypeDoc's own list, and modules, constructors, parameters and type parameters with it.
  requiredToBeDocumented: [
    "Module",
    "Variable",
    "Function",
    "Class",
    "Interface",
    "Constructor",
    "Property",
    "Method",
    "Accessor",
    "TypeAlias",
    "Parameter",
    "TypeParameter",
  ],
  // Parameters of function types inside conditional types, where no comment can stand.
  intentionallyNotDocumented: [
    "durable-id.RemoteMember.__type.args",
    "durable-id/host.MethodName.__type.args",
    "durable-id/host.RemoteMethod.__type.args",
  ],
  validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: true },
};
