import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")) as {
  type: string;
  sideEffects: boolean;
  files: string[];
  exports: Record<string, Target>;
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
};

/** The target of a subpath of `exports`: a file, or one file per condition. */
type Target = string | { readonly [condition: string]: Target };

/** Every subpath and all that it exports at run time. Whatever is added to either is added here, deliberately. */
const SURFACE: Record<string, readonly string[]> = {
  ".": [
    "DEFAULT_JURISDICTIONS",
    "DurableObjectId",
    "DurableObjectNamespace",
    "ErrorCode",
    "MAX_NAME_BYTES",
    "NO_NAMESPACE",
    "REASONS",
    "SQL_DIALECTS",
    "SQL_FORMS",
    "SQL_RESULTS",
    "VERDICT_NAMES",
    "Verdict",
    "bareId",
    "celldUniqueKey",
    "contextId",
    "createStub",
    "createValidator",
    "describeReason",
    "engineReport",
    "explainText",
    "idSchema",
    "idsFromNames",
    "inspectId",
    "isIdString",
    "lookAlikeOf",
    "packError",
    "packId",
    "sqlExpression",
    "sqlIdFromName",
    "unpackError",
    "unpackId",
  ],
  "./pure": [
    "DEFAULT_JURISDICTIONS",
    "DurableObjectId",
    "DurableObjectNamespace",
    "ErrorCode",
    "REASONS",
    "bareId",
    "describeReason",
    "explainText",
    "idSchema",
    "inspectId",
    "isIdString",
    "lookAlikeOf",
  ],
  "./check": [
    "Annotation",
    "CheckError",
    "Counts",
    "FaultHistogram",
    "FileClaims",
    "ForeignIds",
    "IdFinder",
    "INPUT_FORMATS",
    "InputError",
    "MOST_JOBS",
    "MOST_SAMPLES",
    "REASONS",
    "REPAIR_KINDS",
    "RemoteError",
    "Repairs",
    "Samples",
    "Selection",
    "Stopped",
    "TooManyInvalid",
    "Verdict",
    "checkFiles",
    "createPlan",
    "foreignHints",
    "formVerdicts",
    "formatNameOf",
    "isReconciled",
    "nameVerdict",
    "openInputs",
    "readLines",
    "remoteVerdicts",
    "reconcile",
    "run",
    "summarize",
    "tooFewRecords",
  ],
  "./host": [
    "DurableObject",
    "RpcTarget",
    "SqlStorage",
    "WorkerEntrypoint",
    "env",
    "evictDurableObject",
    "host",
    "listDurableObjectIds",
    "memoryStorage",
    "runDurableObjectAlarm",
    "runInDurableObject",
  ],
  "./local": [
    "StateReader",
    "configuredEnvironments",
    "configuredNamespaces",
    "findStateFolder",
    "listIds",
    "listNamespaces",
    "listOldDatabases",
    "listUnknown",
    "localObject",
    "scanState",
  ],
  "./directory": ["ImportSink", "MemoryDirectory", "SqliteDirectory", "StateDirectory"],
  "./remote": ["createListingClient", "createVerdictHandler", "pullObjects"],
  "./rest": ["MemoryDirectory", "createListingApi"],
};

/** Not code, but read by tools. */
const DATA = ["./package.json"];

function filesOf(target: Target): string[] {
  return typeof target === "string" ? [target] : Object.values(target).flatMap(filesOf);
}

/** The source of a file of dist/: dist/x.js and dist/x.d.ts are compiled from src/x.ts. A bundle for Node is its own source. */
function sourceOf(file: string): URL {
  if (file.startsWith("./dist/node/")) return new URL(file, ROOT);
  expect(file).toMatch(/^\.\/dist\/.+\.(js|d\.ts)$/);
  return new URL(file.replace("./dist/", "src/").replace(/(\.d\.ts|\.js)$/, ".ts"), ROOT);
}

describe("package.json", () => {
  it("exports the subpaths of this file's SURFACE, and no others", () => {
    expect(Object.keys(manifest.exports).sort()).toEqual([...Object.keys(SURFACE), ...DATA].sort());
  });

  it("allows bundlers to drop unused code, and is ESM", () => {
    expect([manifest.sideEffects, manifest.type]).toEqual([false, "module"]);
  });

  it("depends only on @noble/hashes, with optional peers", () => {
    expect(Object.keys(manifest.dependencies)).toEqual(["@noble/hashes"]);
    for (const peer of Object.keys(manifest.peerDependencies ?? {})) {
      expect(manifest.peerDependenciesMeta?.[peer]?.optional, peer).toBe(true);
    }
  });

  it("publishes its exports, and no tests", () => {
    expect(manifest.files).toContain("dist");
    expect(manifest.files.filter((entry) => /^(test|bench|src)/.test(entry))).toEqual([]);
  });
});

describe.each(Object.keys(SURFACE))("%s", (subpath) => {
  it("leads to built files", () => {
    const files = filesOf(manifest.exports[subpath]);
    expect(files).not.toEqual([]);
    for (const file of files) expect(existsSync(sourceOf(file)), file).toBe(true);
  });

  it("exports these names and no others, under every condition", async () => {
    for (const file of filesOf(manifest.exports[subpath]).filter((name) => name.endsWith(".js"))) {
      const module: object = await import(sourceOf(file).href);
      expect(Object.keys(module).sort(), file).toEqual([...SURFACE[subpath]].sort());
      // A bundler may rename what it bundles, and users see the names of functions and classes.
      const functions = Object.entries(module).filter(([, value]) => typeof value === "function");
      expect(functions.filter(([name, value]) => (value as { readonly name: string }).name !== name)).toEqual([]);
    }
  });
});
