import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { WasmClassifier } from "../../src/engine/classifier.js";
import { PureClassifier } from "../../src/engine/pure-classifier.js";
import { createClassifier, selectEngine } from "../../src/engine/select.js";
import { selectPureEngine } from "../../src/engine/select-pure.js";
import type { EngineChoice } from "../../src/engine/types.js";
import { createValidator, DurableObjectNamespace, engineReport } from "../../src/index.js";
import type { ChildReport } from "./report.child.js";

const FOO = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";

describe("the choice of an engine, here, where WebAssembly has SIMD", () => {
  it("auto, and nothing, are the WASM engine; each comes by its name", () => {
    expect(engineReport()).toEqual({ name: "wasm", fallbackReason: undefined });
    expect(selectEngine().name).toBe("wasm");
    expect(selectEngine("auto").name).toBe("wasm");
    expect(selectEngine("wasm")).toBe(selectEngine());
    expect(selectEngine("pure").name).toBe("pure");
  });

  it("is the namespace's, and by default its validator's too", () => {
    for (const engine of ["wasm", "pure"] as const) {
      const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom", engine });
      expect(String(rooms.idFromName("foo"))).toBe(FOO);
      expect(createValidator([rooms]).engine).toBe(engine);
      expect(createValidator([rooms.jurisdiction("eu")]).engine).toBe(engine);
      expect(createValidator([rooms], { engine: "wasm" }).engine).toBe("wasm");
      expect(createValidator([rooms], { engine: "auto" }).engine).toBe("wasm");
      expect(createValidator([rooms], { engine: undefined }).engine).toBe(engine);
    }
  });

  it("decides how many IDs are validated at once: the WASM engine has a classifier of its own", () => {
    const [wasm, pure] = (["wasm", "pure"] as const).map((name) => createClassifier(selectEngine(name), []));
    expect([wasm, pure]).toEqual([expect.any(WasmClassifier), expect.any(PureClassifier)]);
  });

  const trap = () => expect.fail("called");
  const nonsense: [what: string, choice: unknown, shown: string][] = [
    ["a name that no engine has", "fast", '"fast"'],
    ["a name in upper case", "WASM", '"WASM"'],
    ["nothing between quotes", "", '""'],
    ["a property of every object", "__proto__", '"__proto__"'],
    ["null", null, "null"],
    ["a number", Number.NaN, "NaN"],
    ["a bigint", 10n, "10"],
    ["a symbol", Symbol("wasm"), "Symbol(wasm)"],
    ["a truth", true, "true"],
    [
      "an object that no one may convert",
      { toString: trap, toJSON: trap, [Symbol.toPrimitive]: trap },
      "of type object",
    ],
    ["a function", trap, "of type function"],
    ["an array", ["wasm"], "of type object"],
    ["a string in an object", new String("wasm"), "of type object"],
  ];
  it.each(nonsense)("%s is refused", (_what, choice, shown) => {
    const refusal = expect.objectContaining({
      name: "RangeError",
      code: "ERR_DO_ENGINE",
      message: `Unknown engine ${shown}; expected "auto", "pure" or "wasm".`,
    });
    const engine = choice as EngineChoice;
    const rooms = new DurableObjectNamespace({ uniqueKey: "a" });
    expect(() => selectEngine(engine)).toThrow(refusal);
    expect(() => new DurableObjectNamespace({ uniqueKey: "a", engine })).toThrow(refusal);
    expect(() => createValidator([rooms], { engine })).toThrow(refusal);
  });

  it("is the pure engine only, in builds that have no other", () => {
    for (const choice of [undefined, "auto", "pure"] as const) expect(selectPureEngine(choice).name).toBe("pure");
    for (const choice of ["wasm", "", null] as EngineChoice[]) {
      expect(() => selectPureEngine(choice)).toThrow(
        expect.objectContaining({
          name: "RangeError",
          code: "ERR_DO_ENGINE",
          message: expect.stringContaining("pure"),
        }),
      );
    }
  });

  describe("in a fresh process", () => {
    let compile: MockInstance<typeof WebAssembly.Module>;
    const start = () => import("../../src/engine/select.js");

    beforeEach(() => {
      vi.resetModules();
      compile = vi.spyOn(WebAssembly, "Module");
    });
    afterEach(() => {
      compile.mockRestore();
      // Where test files share their modules, the next one must not find an engine that can't start.
      vi.resetModules();
    });

    it("compiles each module once, and not before the first use", async () => {
      const fresh = await import("../../src/index.js");
      const scan = await import("../../src/engine/scan/select.js");
      new fresh.DurableObjectNamespace({ uniqueKey: "a", engine: "pure" }).newUniqueId();
      scan.createScanner({ format: "text" }, "pure");
      scan.createSearch("pure");
      expect(compile).not.toHaveBeenCalled();
      fresh.engineReport();
      new fresh.DurableObjectNamespace({ uniqueKey: "a" }).newUniqueId();
      expect(compile).toHaveBeenCalledOnce();
      scan.createScanner({ format: "jsonl", field: "id" }, "wasm");
      scan.createSearch("wasm");
      expect(compile).toHaveBeenCalledTimes(2);
    });

    it("starts with the module that another thread has compiled", async () => {
      const module = (await start()).compiledModule();
      expect(module).toBeInstanceOf(WebAssembly.Module);
      vi.resetModules();
      compile.mockClear();
      const { adoptModule, selectEngine, engineReport } = await start();
      adoptModule(module as WebAssembly.Module);
      const { WasmClassifier } = await import("../../src/engine/classifier.js");
      const engine = selectEngine("wasm");
      expect([engine.name, engine.classifier?.([])]).toEqual(["wasm", expect.any(WasmClassifier)]);
      adoptModule(module as WebAssembly.Module);
      expect(selectEngine()).toBe(engine);
      expect(engineReport()).toEqual({ name: "wasm", fallbackReason: undefined });
      expect(compile).not.toHaveBeenCalled();
    });

    it.each([
      [new TypeError("no SIMD"), "TypeError: no SIMD"],
      ["refused", "refused"],
    ])("falls back to the pure engine if compiling fails: %s", async (thrown, reason) => {
      compile.mockImplementation(
        class {
          constructor() {
            throw thrown;
          }
        } as never,
      );
      const { compiledModule, engineReport, selectEngine } = await start();
      expect(engineReport()).toEqual({ name: "pure", fallbackReason: reason });
      expect([compiledModule(), selectEngine().name]).toEqual([undefined, "pure"]);
      expect(() => selectEngine("wasm")).toThrow(
        expect.objectContaining({ code: "ERR_DO_ENGINE", message: expect.stringContaining(reason) }),
      );
      expect(compile).toHaveBeenCalledOnce();
    });
  });
});

describe("the choice of an engine where the WASM engine can't run", () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "durable-id-select-"));
    await build({
      entryPoints: ["test/engine/report.child.ts"],
      outfile: join(folder, "child.cjs"),
      bundle: true,
      platform: "node",
      format: "iife",
      logLevel: "silent",
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function run(flags: readonly string[], ...args: string[]): Promise<ChildReport> {
    const child = join(folder, "child.cjs");
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, child, ...args]);
    return JSON.parse(stdout) as ChildReport;
  }

  /** The same in a realm in which V8 compiles no WebAssembly: what a policy without `wasm-unsafe-eval` comes to. */
  function runUnderPolicy(): ChildReport {
    let printed = "";
    const console = {
      log: (line: string) => {
        printed += line;
      },
    };
    const platform = { TextEncoder, TextDecoder, atob, crypto, console, process: { argv: [] } };
    const realm = createContext(platform, { codeGeneration: { strings: false, wasm: false } });
    runInContext(readFileSync(join(folder, "child.cjs"), "utf8"), realm);
    return JSON.parse(printed) as ChildReport;
  }

  /** All that a host sees of it: the pure engine does the work, the reason can be read, and the wish for WASM is refused. */
  function expectFallback({ report, id, validator, tally, error }: ChildReport, reason: RegExp): void {
    expect(report.name).toBe("pure");
    expect(report.fallbackReason).toMatch(reason);
    expect(id).toBe(FOO);
    expect(validator).toBe("pure");
    expect(tally).toMatchObject({ total: 2, valid: 1 });
    expect(error).toEqual({
      name: "RangeError",
      code: "ERR_DO_ENGINE",
      message: `The WASM engine can't run here: ${report.fallbackReason}`,
    });
  }

  it("the child itself: with nothing in the way it is the WASM engine", async () => {
    const child = await run([]);
    expect(child).toMatchObject({ simd: true, report: { name: "wasm" }, id: FOO, validator: "wasm" });
    expect(child.error).toBeUndefined();
  });

  it("under --jitless", async () => {
    const child = await run(["--jitless"]);
    expect(child.hasWebAssembly).toBe(false);
    expectFallback(child, /^ReferenceError: WebAssembly is not defined$/);
  });

  it("where WebAssembly is absent", async () => {
    const child = await run([], "absent");
    expect(child.hasWebAssembly).toBe(false);
    expectFallback(child, /^ReferenceError: WebAssembly is not defined$/);
  });

  it("where a content security policy forbids compiling", () => {
    const child = runUnderPolicy();
    expect(child.hasWebAssembly).toBe(true);
    expectFallback(child, /^CompileError: .*code generation disallowed by embedder$/);
  });

  // V8's flags for processors without SSE 4.1 are those of x64: elsewhere there is no Node without SIMD.
  it.runIf(process.arch === "x64")("on a processor without SIMD", async () => {
    const child = await run(["--no-enable-sse4-1"]);
    expect([child.hasWebAssembly, child.simd]).toEqual([true, false]);
    expectFallback(child, /^CompileError: .*SIMD/);
  });
});
