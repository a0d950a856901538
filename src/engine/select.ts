import { wasmModule } from "#wasm-module";
import { rangeError } from "../format/errors.js";
import { pureEngine } from "./pure.js";
import { PureClassifier } from "./pure-classifier.js";
import type { Classifier, Engine, EngineChoice, EngineName, Scope } from "./types.js";
import { createWasmEngine } from "./wasm.js";

/** The result of {@link engineReport}: the engine that `auto` selects here. */
export interface EngineReport {
  /** The engine that namespaces use by default. */
  readonly name: EngineName;
  /** The reason if it is not the WASM engine, in the platform's own words; `undefined` if it is. */
  readonly fallbackReason: string | undefined;
}

/** The WASM engine, or the reason why it is missing: determined once, at the first use. */
type WasmOutcome = { readonly engine: Engine } | { readonly reason: string };
let outcome: WasmOutcome | undefined;

/**
 * Selects an engine.
 * @throws RangeError (`ERR_DO_ENGINE`) for `"wasm"` if it can't run here, and for an invalid choice
 */
export function selectEngine(choice: EngineChoice = "auto"): Engine {
  if (choice === "pure") return pureEngine;
  if (choice !== "auto" && choice !== "wasm") {
    throw rangeError("ERR_DO_ENGINE", `Unknown engine ${shown(choice)}; expected "auto", "pure" or "wasm".`);
  }
  const wasm = wasmOutcome();
  if ("engine" in wasm) return wasm.engine;
  if (choice === "auto") return pureEngine;
  throw rangeError("ERR_DO_ENGINE", `The WASM engine can't run here: ${wasm.reason}`);
}

/** Describes an invalid choice without calling any of its methods. */
function shown(choice: unknown): string {
  if (typeof choice === "string") return JSON.stringify(choice);
  const isObject = (typeof choice === "object" && choice !== null) || typeof choice === "function";
  return isObject ? `of type ${typeof choice}` : String(choice);
}

/** Prepares the keys of several scopes, once, to validate many IDs. */
export function createClassifier(engine: Engine, scopes: readonly Scope[]): Classifier {
  return engine.classifier?.(scopes) ?? new PureClassifier(scopes);
}

/**
 * Returns the engine that `auto` selects here, and the reason if it is not the WASM engine. Never throws; the first call
 * starts the WASM engine, as the first namespace does.
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
 * The compiled module of the WASM engine, for another thread to use; undefined if it can't run here.
 * @internal
 */
export function compiledModule(): WebAssembly.Module | undefined {
  return "engine" in wasmOutcome() ? wasmModule() : undefined;
}

/**
 * Creates the WASM engine from a module that another thread has compiled, unless the engine already exists.
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
    // WebAssembly is disabled (`--jitless`), lacks SIMD, or is forbidden by a policy: `auto` selects the pure engine, and `engineReport` has the reason.
    return { reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
