import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { run } from "../../support/packed/npm.js";
import { folderOf } from "../../support/runtimes/fetched.js";

// The declarations of the tarball, read by users' compilers without skipLibCheck.

const project = inject("project");
const ours = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));

/** Options that library projects turn on in addition to `strict`. */
const STRICTEST = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
  noEmit: true,
  target: "es2022",
};
const RESOLUTIONS = [
  { module: "esnext", moduleResolution: "bundler" },
  { module: "nodenext", moduleResolution: "nodenext" },
];

/** A user's code that uses results, in which each value needs a named type. */
const USE = `
import { type BulkResult, type CodedError, contextId, createValidator, type DurableObjectId, DurableObjectNamespace, ErrorCode, type IdSchema, idSchema, idsFromNames, type IdString, type NamespaceOptions, packId, type RecordResults, type RecordsOptions, unpackId, type Validator } from "durable-id";

const options: NamespaceOptions = { uniqueKey: "my-worker-ChatRoom" };
export const rooms = new DurableObjectNamespace(options);
export const id: DurableObjectId | undefined = rooms.tryIdFromString(null);
export const again: DurableObjectId = contextId(unpackId(rooms, packId(rooms.idFromName("lobby"))));
export const validator: Validator = createValidator([rooms, rooms.jurisdiction("eu")]);
export const result: BulkResult = validator.check(idsFromNames(rooms, ["lobby"]));
export const first: number | undefined = result.verdicts[0];
export const codeOf = (error: CodedError): ErrorCode => error.code;
export const endOf = ({ offsets, lengths }: RecordResults): number => (offsets[0] ?? 0) + (lengths[0] ?? 0);
export const text: IdString = rooms.newUniqueId().toString();
export const schema: IdSchema = idSchema(rooms);
export const connected: DurableObjectNamespace<undefined, string[]> = rooms.with({ connect: (id) => [String(id)] });
export const rows: RecordsOptions = { format: "csv", field: "session_id", delimiter: ";" };
`;

/** The same, with platform types that distinguish shared memory. */
const BYTES = `
import { createValidator, DurableObjectNamespace, packId, type RecordResults } from "durable-id";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
export const body = new Response(packId(rooms.newUniqueId()));
export const verdicts = new Blob([createValidator([rooms]).check(["lobby"]).verdicts]);
export const send = (port: MessagePort, { verdicts, namespaces, offsets }: RecordResults): void =>
  port.postMessage(verdicts, [verdicts.buffer, namespaces.buffer, offsets.buffer]);
export const results = new Blob(["lobby"]).stream().pipeThrough(createValidator([rooms]).records({ format: "jsonl" }));
export const reader: ReadableStreamDefaultReader<RecordResults> = results.getReader();
`;

/** A user's own sink of `durable-id/check`. */
const SINK = `
import { DurableObjectNamespace } from "durable-id";
import { checkFiles, createPlan, FileClaims, type RecordBatch, run, type Sink, type SpawnThread, type Summary } from "durable-id/check";

class Longest implements Sink<number> {
  #longest = 0;
  add({ count, starts, ends }: RecordBatch): void {
    for (let i = 0; i < count; i++) this.#longest = Math.max(this.#longest, (ends[i] ?? 0) - (starts[i] ?? 0));
  }
  snapshot(): number {
    return this.#longest;
  }
  merge(part: number): void {
    this.#longest = Math.max(this.#longest, part);
  }
}

export async function check(spawn: SpawnThread, stop: AbortSignal): Promise<Summary> {
  const namespace = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
  const namespaces = [{ label: "rooms", namespace }];
  const plan = await createPlan({ files: ["-"], namespaces, jobs: 2, spawn, stop });
  await run(plan, [new Longest()]);
  return checkFiles(plan, { valid: "valid.txt" }, new FileClaims());
}
`;

const EVERY_SUBPATH = ["", "/pure", "/check", "/host", "/local", "/directory", "/remote", "/rest"]
  .map((subpath, i) => `export * as module${i} from "durable-id${subpath}";\n`)
  .join("");

/** Compiles sources in the project that the tarball is installed in. */
function compile(typescript: string, sources: readonly string[], options: Record<string, unknown>) {
  const folder = mkdtempSync(join(project, "compiled-"));
  const files = sources.map((_, i) => `source-${i}.mts`);
  for (const [i, source] of sources.entries()) writeFileSync(join(folder, files[i]), source);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
  return run(folder, process.execPath, [join(typescript, "bin/tsc"), "--pretty", "false"]);
}

const CLEAN = { status: 0, stdout: "", stderr: "" };

describe.each(RESOLUTIONS)("$moduleResolution", (resolution) => {
  it.each(["5.0.4", "5.9.3"])("TypeScript %s reads them", (version) => {
    const folder = folderOf("typescript", { label: `TypeScript ${version}`, package: "typescript", version });
    const options = { ...STRICTEST, ...resolution, lib: ["es2022", "dom"], types: [] };
    const sources = version === "5.0.4" ? [EVERY_SUBPATH, USE, SINK] : [EVERY_SUBPATH, USE, SINK, BYTES];
    expect(compile(join(folder, "node_modules/typescript"), sources, options)).toEqual(CLEAN);
  });

  it("TypeScript 7 reads them", () => {
    const options = { ...STRICTEST, ...resolution, lib: ["es2022", "dom"], types: [] };
    expect(compile(ours, [EVERY_SUBPATH, USE, SINK, BYTES], options)).toEqual(CLEAN);
  });

  it("Node's types are enough, without the DOM's", () => {
    const node = { lib: ["es2022"], types: ["node"], typeRoots: [resolve("node_modules/@types")] };
    expect(compile(ours, [EVERY_SUBPATH, USE, SINK], { ...STRICTEST, ...resolution, ...node })).toEqual(CLEAN);
  });

  it("durable-id/pure needs neither: only streams and requests are the platform's types", () => {
    const core = 'export * as core from "durable-id/pure";\n';
    expect(compile(ours, [core], { ...STRICTEST, ...resolution, lib: ["es2022"], types: [] })).toEqual(CLEAN);
  });
});
