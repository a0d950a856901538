import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { Session } from "./execute.js";
import { type Block, placeOf } from "./page.js";
import { inTermsOfPage, type ModuleMarker, nameOf, onItsLines } from "./script.js";

/** A block that is type-checked. */
export interface TypedBlock {
  readonly block: Block;
  readonly marker: ModuleMarker & { readonly kind: "script" | "worker" };
}

/** Blocks that are compiled together: they run in the same place, and need the same packages. */
export interface Compilation {
  readonly needs: readonly string[];
  /** Packages of ambient types: none, unless the blocks are for Node (they import from it) or for Workers. */
  readonly types: readonly string[];
  readonly blocks: readonly TypedBlock[];
}

/** Settings with which every block must compile. */
export const RESOLUTIONS = [
  { module: "esnext", moduleResolution: "bundler" },
  { module: "nodenext", moduleResolution: "nodenext" },
] as const;

export type Resolution = (typeof RESOLUTIONS)[number];

const FROM_NODE = /\b(?:from|import)\s*\(?\s*"node:/;
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const NODE_TYPES = "@types/node";
const WORKERS_TYPES = "@cloudflare/workers-types";
/** A Worker's types are all in its own package; elsewhere there are the web's, `console` among them. */
const WORKERS_LIB = ["es2022"];

/** Sorts blocks into as few compilations as can be. */
export function compilations(blocks: readonly TypedBlock[]): Compilation[] {
  const found = new Map<string, { needs: readonly string[]; types: string[]; blocks: TypedBlock[] }>();
  for (const block of blocks) {
    const { needs } = block.marker;
    const types = ambientTypes(block);
    const key = JSON.stringify([[...needs].sort(), types]);
    const compilation = found.get(key) ?? { needs, types, blocks: [] };
    compilation.blocks.push(block);
    found.set(key, compilation);
  }
  return [...found.values()];
}

function ambientTypes({ block, marker }: TypedBlock): string[] {
  if (marker.kind === "worker") return [WORKERS_TYPES];
  return FROM_NODE.test(block.code) ? [NODE_TYPES] : [];
}

/**
 * Compiles blocks as strict TypeScript in a project.
 * @returns what the compiler has against them, a line each, by place on the page. Without `skipLibCheck` it also looks
 * at the declarations of other packages: where snippets need some, only what it says of the blocks and of durable-id counts.
 */
export async function compile(
  project: string,
  { needs, types, blocks }: Compilation,
  resolution: Resolution,
  skipLibCheck: boolean,
): Promise<string[]> {
  const folder = mkdtempSync(join(project, "types-"));
  const files = blocks.map(({ block }) => `${nameOf(block)}.mts`);
  blocks.forEach(({ block }, i) => {
    writeFileSync(join(folder, files[i]), onItsLines(block, block.code));
  });
  const compilerOptions = {
    ...resolution,
    skipLibCheck,
    types: types.map((name) => resolve("node_modules", name)),
    target: "es2022",
    strict: true,
    noEmit: true,
    ...(types.includes(WORKERS_TYPES) ? { lib: WORKERS_LIB } : {}),
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const session = new Session(folder);
  const { stdout, stderr } = await session
    .run(process.execPath, [TSC, "--pretty", "false"], 60_000)
    .finally(() => session.end());
  const told = blocks.reduce((text, { block }) => inTermsOfPage(block, text), stdout + stderr);
  return diagnosticsOf(told).filter((fault) => needs.length === 0 || !/^\S*node_modules\/(?!durable-id\/)/.test(fault));
}

/** The compiler's diagnostics, a string for each. Continuation lines are indented. */
function diagnosticsOf(text: string): string[] {
  return text.split(/\n(?! )/).filter((line) => line.trim() !== "");
}

/** The places of a compilation's blocks, for the title of a test. */
export function placesOf({ blocks }: Compilation): string {
  return blocks.map(({ block }) => placeOf(block)).join(" ");
}
