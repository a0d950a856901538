/** The raw kernel under test: its ABI as types, and its memory with canaries around every buffer. */
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KernelExports } from "../../src/engine/kernel.js";

/** All that the module exports: what the engine calls, and what only tests and benchmarks do. */
export interface Kernel extends KernelExports {
  mac(context: number, message: number, length: number, out: number): void;
  decode(digits: number, id: number): number;
  encode(id: number, digits: number): void;
  acceptRows(count: number, pending: number, verdicts: number): number;
  sealRows(context: number, ids: number, count: number, digits: number): void;
}

const root = new URL("../../", import.meta.url);

/** Builds a module with the project's own settings, in a new folder. */
export function buildModule(config = "asconfig.json"): Buffer<ArrayBuffer> {
  const asc = new URL("node_modules/assemblyscript/bin/asc.js", root).pathname;
  const folder = mkdtempSync(join(tmpdir(), "durable-id-wasm-"));
  const outFile = join(folder, "durable-id.wasm");
  try {
    const args = [asc, "--config", config, "--outFile", outFile];
    execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function instantiate(bytes: Buffer<ArrayBuffer>): Kernel {
  // No imports: the one-argument constructor would throw if there were any.
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Kernel;
}

const GUARD = 32;
const CANARY = 0xa5;

/** Buffers in the kernel's memory, each between canaries. The last one may end at the end of the memory. */
export class Arena {
  readonly kernel: Kernel;
  private top: number;
  private guards: [from: number, to: number][] = [];

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.top = Number(kernel.heapBase.value);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.kernel.memory.buffer as ArrayBuffer);
  }

  /** A buffer that is not aligned to more than it must be: an odd multiple of `align`. */
  take(size: number, align = 1): number {
    const at = Math.ceil((this.top + GUARD) / align) * align;
    const from = (Math.floor(at / align) % 2 ? at : at + align) >>> 0;
    while (from + size + GUARD > this.kernel.memory.buffer.byteLength) this.kernel.memory.grow(1);
    this.guard(this.top, from);
    this.guard(from + size, from + size + GUARD);
    this.top = from + size + GUARD;
    this.bytes.fill(0xee, from, from + size);
    return from;
  }

  /** A buffer that ends at the last byte of the memory. */
  takeEnd(size: number): number {
    while (this.top + GUARD + size > this.kernel.memory.buffer.byteLength) this.kernel.memory.grow(1);
    const end = this.kernel.memory.buffer.byteLength;
    this.guard(end - size - GUARD, end - size);
    return end - size;
  }

  put(content: Uint8Array, align = 1): number {
    const at = this.take(content.length, align);
    this.bytes.set(content, at);
    return at;
  }

  putWords(content: readonly number[]): number {
    return this.put(new Uint8Array(new Uint32Array(content).buffer), 4);
  }

  read(at: number, size: number): Buffer {
    return Buffer.from(this.bytes.slice(at, at + size));
  }

  words(at: number, count: number): number[] {
    return [...new Uint32Array(this.kernel.memory.buffer, at, count)];
  }

  /** Whether only buffers were written to. */
  intact(): boolean {
    const { bytes } = this;
    return this.guards.every(([from, to]) => bytes.subarray(from, to).every((byte) => byte === CANARY));
  }

  /** Forgets all buffers. */
  reset(): void {
    this.top = Number(this.kernel.heapBase.value);
    this.guards = [];
  }

  private guard(from: number, to: number): void {
    this.bytes.fill(CANARY, from, to);
    this.guards.push([from, to]);
  }
}

/** The same by node:crypto. */
export const hmac = (key: Uint8Array, message: Uint8Array): Buffer =>
  createHmac("sha256", key).update(message).digest();

export function sealed(key: Uint8Array, base: Uint8Array): Buffer {
  return Buffer.concat([base, hmac(key, base).subarray(0, 16)]);
}

export function named(key: Uint8Array, name: Uint8Array, code = 0): Buffer {
  const base = Buffer.from(hmac(key, name).subarray(0, 16));
  if (code) base[15] = code;
  return sealed(key, base);
}

/** Bytes that are the same in each run. */
export function randomness(seed: number): (n: number) => Buffer {
  let counter = 0;
  return (n) => {
    const parts: Buffer[] = [];
    for (let have = 0; have < n; have += 32) parts.push(hmac(Buffer.from([seed]), Buffer.from(String(counter++))));
    return Buffer.concat(parts).subarray(0, n);
  };
}
