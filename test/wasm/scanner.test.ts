import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { scannerBase64 } from "../../src/engine/scan/scanner-bytes.js";
import { buildModule } from "./kernel.js";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const digestOf = (module: Uint8Array) => createHash("sha256").update(module).digest("hex");

it("the scanner's module is reproducible, embedded unchanged, without imports, and small", () => {
  const module = buildModule("asconfig.scanner.json");
  const digest = digestOf(module);
  expect(digest, "after a change on purpose: npm run build:wasm && npm run digest:wasm").toBe(
    read("assembly/durable-id-scanner.wasm.sha256").toString().split(" ")[0],
  );
  const embedded = [Buffer.from(scannerBase64, "base64"), read("src/engine/scan/durable-id-scanner.wasm")];
  expect(embedded.map(digestOf), "run npm run build:wasm").toEqual([digest, digest]);
  expect(WebAssembly.Module.imports(new WebAssembly.Module(module))).toEqual([]);
  expect(module.length).toBeLessThanOrEqual(8 * 1024);
}, 60_000);
