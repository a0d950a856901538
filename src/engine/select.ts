import { wasmModule } from "#wasm-module";
import { rangeError } from "../format/errors.js";
import { pureEngine } from "./pure.js";
import { PureClassifier } from "./pure-classifier.js";
import type { Classifier, Engine, EngineChoice, EngineName, Scope } from "./types.js";
import { createWasmEngine } from "./wasm.js";

/** What `auto` comes to here: the answer of {@link engineReport}. */
export interface EngineReport {
  /** The engine that namespaces get unless they are made with another. */
  readonly name: EngineName;
  /** Why it is not the WASM engine, in the platform's own words; `undefined` where it is. */
  readonly fallbackReason: string | undefined;
}

/** The WASM engine, or why there is none: found out once, at the first use. */
type WasmOutcome = { readonly engine: Engine } | { readonly reason: string };
let outcome: WasmOutcome | undefined;

/**
 * The engine of a choice.
 * @throws RangeError (`ERR_DO_ENGINE`) for `"wasm"` where it can't run, and for anything that is not a choice
 */
export function selectEngine(choice: EngineChoice = "auto"): Engine {
  if (choice === "pure") return pureEngine;
  if (choice !== "auto" && choice !== "wasm") {
    throw rangeError("ERR_DO_ENGINE", `Unknown engine ${shown(choice)}; there are: "auto", "pure" and "wasm".`);
  }
  const wasm = wasmOutcome();
  if ("engine" in wasm) return wasm.engine;
  if (choice === "auto") return pureEngine;
  throw rangeError("ERR_DO_ENGINE", `The WASM engine can't run here: ${wasm.reason}`);
}

/** What a caller passed for a choice. Nothing of it is called. */
function shown(choice: unknown): string {
  if (typeof choice === "string") return JSON.stringify(choice);
  const isObject = (typeof choice === "object" && choice !== null) || typeof choice === "function";
  return isObject ? `of type ${typeof choice}` : String(choice);
}

/** Makes the keys of several scopes ready, once, for an engine to check IDs in their thousands. */
export function createClassifier(engine: Engine, scopes: readonly Scope[]): Classifier {
  return engine.classifier?.(scopes) ?? new PureClassifier(scopes);
}

/**
 * Which engine `auto` is here, and why it is not the WASM engine where it isn't. Never throws; the first call starts the
 * WASM engine, as the first namespace does.
 *
 * @example
 * ```js
 * import { engineReport } from "durable-id";
 *
 * const { name, fallbackReason } = engineReport();
 * if (name === "pure") console.warn(`Slower than it could be: ${fallbackReason}`);
 * ```
 */
export function engineReport(): EngineReport {
  const wasm = wasmOutcome();
  return "engine" in wasm ? { name: "wasm", fallbackReason: undefined } : { name: "pure", fallbackReason: wasm.reason };
}

/**
 * The compiled module of the WASM engine, for another thread to adopt; nothing where it can't run.
 * @internal
 */
export function compiledModule(): WebAssembly.Module | undefined {
  return "engine" in wasmOutcome() ? wasmModule() : undefined;
}

/**
 * Makes the WASM engine of a module that another thread has compiled, unless it is there already.
 * @internal
 */
export function adoptModule(module: WebAssembly.Module): void {
  outcome ??= startWasm(() => module);
}

function wasmOutcome(): WasmOutcome {
  outcome ??= startWasm(wasmModule);
  return outcome;
}

function startWasm(compile: () => WebAssembly.Module): WasmOutcome {
  try {
    return { engine: createWasmEngine(compile()) };
  } catch (error) {
    // No WebAssembly (`--jitless`), no SIMD, or a policy against it: `auto` goes on without, and tells when asked.
    return { reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
