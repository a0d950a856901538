import { createValidator, DurableObjectNamespace, type EngineReport, engineReport } from "../../src/index.js";

// Run by select.test.ts in a Node of its own, where WebAssembly is refused in one way or another: prints what comes of it.

/** `() => i8x16.splat(0)` and `i8x16.popcnt` of that: any engine with SIMD takes it. */
const SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123],
  ...[3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** What the child prints, as JSON. */
export interface ChildReport {
  readonly hasWebAssembly: boolean;
  readonly simd: boolean;
  readonly report: EngineReport;
  readonly id: string;
  readonly validator: string;
  readonly tally: { readonly total: number; readonly valid: number };
  readonly error?: { readonly name: string; readonly code: string; readonly message: string };
}

function main(): ChildReport {
  const simd = typeof WebAssembly === "object" && WebAssembly.validate(SIMD);
  if (process.argv[2] === "absent") Reflect.deleteProperty(globalThis, "WebAssembly");
  const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
  const id = String(rooms.idFromName("foo"));
  const validator = createValidator([rooms]);
  const facts = {
    hasWebAssembly: typeof WebAssembly === "object",
    simd,
    report: engineReport(),
    id,
    validator: validator.engine,
    tally: validator.check([id, "no ID"]).tally,
  };
  try {
    new DurableObjectNamespace({ uniqueKey: "a", engine: "wasm" });
    return facts;
  } catch (error) {
    const { name, code, message } = error as Error & { code: string };
    return { ...facts, error: { name, code, message } };
  }
}

console.log(JSON.stringify(main()));
