import type { Contender, Material } from "../../src/cli/bench/contender.js";
import { type Library, libraryContender, type Namespace } from "../../src/cli/bench/library.js";
import { agreedMaterial, BENCH_KEY } from "../../src/cli/bench/material.js";
import type { EngineReport } from "../../src/engine/select.js";
import { subtleContender } from "./subtle.js";

/** The installed library, passed by the entry of a page or a Worker. */
export type Installed = Library<Namespace> & {
  readonly engineReport: () => EngineReport;
};

/** Contenders that agree, and the material for measuring them. */
export interface Assembled {
  readonly contenders: readonly Contender[];
  readonly material: Material;
}

/** Both engines of the installed package, `crypto.subtle` and other contenders. @throws Error if they disagree */
export async function assemble(library: Installed, others: readonly Contender[] = []): Promise<Assembled> {
  const engines = (["wasm", "pure"] as const).map((engine) => libraryContender(library, engine, BENCH_KEY));
  const contenders = [...engines, await subtleContender(BENCH_KEY), ...others];
  return { contenders, material: await agreedMaterial(contenders) };
}

/** What people call each contender, by its key. */
export function labelsOf(contenders: readonly Contender[]): Record<string, string> {
  return Object.fromEntries(contenders.map(({ id, label }) => [id, label]));
}
