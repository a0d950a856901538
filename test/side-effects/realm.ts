import { createRequire } from "node:module";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";

/** The side effects of importing a module. The list must be empty. */
export async function sideEffectsOf(entry: { path: string } | { source: string; folder: string }): Promise<string[]> {
  const { outputFiles } = await build({
    ...("path" in entry
      ? { entryPoints: [entry.path] }
      : { stdin: { contents: entry.source, resolveDir: entry.folder, loader: "ts" as const } }),
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "es2022",
    logLevel: "silent",
    loader: { ".wasm": "binary" },
    external: ["libsql"],
    mainFields: ["module", "main"],
  });
  return runInFreshRealm(outputFiles[0].text);
}

/** Runs a script in a new realm that traps everything an import must not use; the built-in objects are frozen. */
function runInFreshRealm(script: string): string[] {
  const touched: string[] = [];
  const trap = (what: string) => {
    const note = () => {
      touched.push(what);
      throw new Error(`${what} at import`);
    };
    return new Proxy(note, { get: note, set: note, construct: note, apply: note });
  };
  const context = createContext({});
  runInContext(FREEZE, context);
  Object.assign(
    context,
    { TextEncoder, TextDecoder, TransformStream, ReadableStream, WritableStream, URL, console, Request, Response },
    // Only for the command line and the server: the linter keeps these names out of everything else.
    { Buffer, Headers, Event, global: { Request, Response } },
    { module: { exports: {} }, exports: {}, require: createRequire(import.meta.url) },
    Object.fromEntries(TRAPPED.map((name) => [name, trap(name)])),
  );
  runInContext("(random) => { Math.random = random; Object.freeze(Math); }", context)(trap("Math.random"));
  const globalsNow = () => runInContext("Reflect.ownKeys(globalThis).map(String)", context) as string[];
  const before = new Set(globalsNow());
  try {
    runInContext(`"use strict"; (() => { ${script}\n })()`, context);
  } catch (error) {
    if (touched.length === 0) touched.push(String(error));
  }
  const added = globalsNow().filter((key) => !before.has(key));
  return [...touched, ...added.map((key) => `sets globalThis.${key}`)];
}

const TRAPPED = ["crypto", "WebAssembly", "fetch", "setTimeout", "setInterval", "queueMicrotask"];

/** Classes of the language only: the realm doesn't have the host's classes yet. */
const FREEZE = `
  for (const key of Reflect.ownKeys(globalThis)) {
    const value = globalThis[key];
    if (typeof value !== "function") continue;
    if (value.prototype) Object.freeze(value.prototype);
    Object.freeze(value);
  }
  Object.freeze(JSON);
  Object.freeze(Reflect);
`;
