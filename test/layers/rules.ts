import { dirname, posix } from "node:path";
import { codeOf, type Import, importsOf } from "./imports.js";

/** A layer of design.md, by the files and folders of src/ that are in it. */
interface Layer {
  readonly name: string;
  readonly members: readonly string[];
  /** Packages that it may import, by the start of the specifier; `node:` where it never runs in a browser or a Worker. */
  readonly packages: readonly string[];
}

const HASHES = "@noble/hashes/";

/**
 * Lowest first: a file may import from its own layer and from those before it. A new file of src/ goes into one of
 * them, here and in docs; most likely into the folder of a layer that is there already.
 */
export const LAYERS: readonly Layer[] = [
  { name: "primitives", members: ["errors.ts", "bytes.ts", "hex.ts", "strings.ts", "platform-class.ts"], packages: [] },
  { name: "format", members: ["jurisdiction.ts", "key.ts", "codec.ts", "verdict.ts"], packages: [HASHES] },
  { name: "engine", members: ["engine/"], packages: [HASHES, "#"] },
  {
    name: "namespace",
    members: [
      "id.ts",
      "stub.ts",
      "options.ts",
      "get-options.ts",
      "namespace-state.ts",
      "namespace.ts",
      "transfer.ts",
      "index.ts",
    ],
    packages: [],
  },
  { name: "host", members: ["host.ts", "host/"], packages: [] },
  { name: "bulk", members: ["bulk/"], packages: ["#"] },
  { name: "local", members: ["local/"], packages: ["node:", "libsql"] },
  { name: "directory", members: ["directory/"], packages: ["node:", HASHES] },
  { name: "rest", members: ["rest/"], packages: [HASHES, "hono/"] },
  { name: "page", members: ["page/"], packages: [] },
  {
    name: "cli",
    members: ["cli/", "bin.ts"],
    packages: ["node:", "commander", "csv-parse", "@hono/node-server", "libsql", "zstddec/"],
  },
];

/** Files that know an engine in the flesh, by family: only the two `select.ts` know both. */
const ENGINES = {
  pure: /^engine\/(pure|hmac|split|scan\/pure)/,
  wasm: /^engine\/(wasm|module|kernel|contexts|classifier|scan\/(wasm|module))/,
};
const SELECTS = ["engine/select.ts", "engine/scan/select.ts"];
/** What the rest of src/ sees of engines. */
const ENGINE_DOORS = ["engine/types.ts", "engine/scan/types.ts", "engine/scan/csv-row.ts", ...SELECTS];

/** Sources by their path under src/. */
export type Sources = ReadonlyMap<string, string>;

/** Everything in the sources that design.md forbids, a line each. */
export function violations(sources: Sources): string[] {
  const found: string[] = [];
  for (const [path, source] of sources) {
    const layer = layerOf(path);
    if (layer === undefined) {
      found.push(`src/${path} is in no layer: add it to one of LAYERS in test/layers/rules.ts`);
      continue;
    }
    for (const imported of importsOf(source)) {
      const fault = imported.specifier.startsWith(".")
        ? faultOfOwn(path, imported, sources)
        : faultOfPackage(layer, imported);
      if (fault !== undefined) found.push(`src/${path} → "${imported.specifier}": ${fault}`);
    }
    const global = layer.packages.includes("node:") ? undefined : nodeGlobal(source);
    if (global !== undefined) found.push(`src/${path} uses ${global}, which browsers and Workers lack`);
  }
  return found;
}

export function layerOf(path: string): Layer | undefined {
  return LAYERS.find(({ members }) =>
    members.some((member) => (member.endsWith("/") ? path.startsWith(member) : path === member)),
  );
}

/** The place of a file's layer among the layers; beyond all of them where it has none, so that it is above everything. */
function rankOf(path: string): number {
  const layer = layerOf(path);
  return layer === undefined ? LAYERS.length : LAYERS.indexOf(layer);
}

function faultOfOwn(path: string, { specifier }: Import, sources: Sources): string | undefined {
  const target = posix.join(dirname(path), specifier).replace(/\.js$/, ".ts");
  if (target.startsWith("..")) return "leaves src/";
  if (!sources.has(target)) return /\.(wasm|json)$/.test(target) ? undefined : `there is no src/${target}`;
  if (/(^|\/)index\.ts$/.test(target)) return "an index file of our own: import the module itself";
  const from = rankOf(path);
  const to = rankOf(target);
  if (to > from) return `upward, from ${LAYERS[from].name} to ${LAYERS[to]?.name ?? "no layer"}`;
  return faultOfEngines(path, target);
}

function faultOfEngines(path: string, target: string): string | undefined {
  if (!target.startsWith("engine/") || SELECTS.includes(path)) return undefined;
  if (!path.startsWith("engine/")) return ENGINE_DOORS.includes(target) ? undefined : "a concrete engine";
  if (ENGINES.pure.test(path) && ENGINES.wasm.test(target)) return "from the pure engine to the WASM engine";
  if (ENGINES.wasm.test(path) && ENGINES.pure.test(target)) return "from the WASM engine to the pure engine";
  if (SELECTS.includes(target)) return "the choice of engines, from within one";
  return undefined;
}

function faultOfPackage(layer: Layer, { specifier }: Import): string | undefined {
  if (/^durable-id(\/|$)/.test(specifier)) return "our own package by its name";
  if (layer.packages.some((allowed) => specifier.startsWith(allowed))) return undefined;
  return `no package of the ${layer.name} layer (${layer.packages.join(", ") || "it has none"})`;
}

/** The first of Node's globals that a source uses, other than as a property or a key. */
function nodeGlobal(source: string): string | undefined {
  return /(?<![.\w$#])(Buffer|process|require|__dirname|__filename|global|setImmediate)\b(?!\s*[?]?:)/.exec(
    codeOf(source),
  )?.[1];
}
