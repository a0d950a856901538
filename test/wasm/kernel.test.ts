import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wasmBase64 } from "../../src/engine/wasm-bytes.js";
import { Arena, buildModule, hmac, instantiate, type Kernel, named, randomness, sealed } from "./kernel.ts";

const VALID = 0;
const MALFORMED = 1;
const FOREIGN = 2;

let bytes: Buffer<ArrayBuffer>;
let kernel: Kernel;
let arena: Arena;
const random = randomness(1);
const key = random(32);

beforeAll(() => {
  bytes = buildModule();
  kernel = instantiate(bytes);
  arena = new Arena(kernel);
});
beforeEach(() => arena.reset());

const digestOf = (module: Uint8Array) => createHash("sha256").update(module).digest("hex");

/** The first word of a file as `sha256sum` writes it. */
function committedDigest(): string {
  return readFileSync(new URL("../../assembly/durable-id.wasm.sha256", import.meta.url), "utf8").split(" ")[0];
}

const RENEWAL =
  "If assembly/, asconfig.json or the compiler was changed on purpose, run `npm run build:wasm && npm run digest:wasm` " +
  "and commit the new digest; if nothing was, the build can't be repeated here";
const STALE = "run `npm run build:wasm`: the module of src/engine/ is older than assembly/";

/** A key's context, in the arena. */
function prepare(of: Uint8Array = key): number {
  const context = arena.take(64, 4);
  kernel.prepareKey(arena.put(of), context);
  return context;
}

const isHex = (line: Uint8Array) => /^[0-9a-fA-F]{64}$/.test(Buffer.from(line).toString("latin1"));
const digitsOf = (id: Uint8Array) => Buffer.from(Buffer.from(id).toString("hex"));

/** Results of a batch: verdicts, namespaces and jurisdictions. */
function results(count: number) {
  const verdicts = arena.take(count);
  const namespaces = arena.take(2 * count, 2);
  const jurisdictions = arena.take(count);
  arena.bytes.fill(0xff, namespaces, namespaces + 2 * count);
  arena.bytes.fill(0, jurisdictions, jurisdictions + count);
  return {
    verdicts,
    namespaces,
    jurisdictions,
    read: () => {
      const namespace = new Uint16Array(kernel.memory.buffer, namespaces, count);
      return Array.from({ length: count }, (_, i) => [
        arena.bytes[verdicts + i],
        namespace[i],
        arena.bytes[jurisdictions + i],
      ]);
    },
  };
}

describe("module", () => {
  it("imports nothing, and exports only the ABI", () => {
    const module = new WebAssembly.Module(bytes);
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    expect(
      WebAssembly.Module.exports(module)
        .map((e) => e.name)
        .sort(),
    ).toEqual(
      [
        "acceptRows",
        "check",
        "checkDigits",
        "absorb",
        "decode",
        "decodeRows",
        "deriveNamed",
        "deriveNames",
        "deriveRest",
        "encode",
        "heapBase",
        "mac",
        "memory",
        "partition",
        "prepareKey",
        "seal",
        "sealRows",
        "verify",
      ].sort(),
    );
  });

  it("is small", () => {
    expect(bytes.length).toBeLessThanOrEqual(16 * 1024);
  });

  it("has the committed digest of assembly/durable-id.wasm.sha256 in a fresh build", () => {
    expect(digestOf(bytes), RENEWAL).toBe(committedDigest());
  });

  it("equals the module that the engine embeds, and the one that Workers import", () => {
    const file = readFileSync(new URL("../../src/engine/durable-id.wasm", import.meta.url));
    expect([digestOf(Buffer.from(wasmBase64, "base64")), digestOf(file)], STALE).toEqual([
      digestOf(bytes),
      digestOf(bytes),
    ]);
  });

  it("keeps its own memory below heapBase", () => {
    // The static data ends where the caller's memory begins.
    const fresh = instantiate(bytes);
    const memory = new Uint8Array(fresh.memory.buffer);
    const base = Number(fresh.heapBase.value);
    expect(memory.subarray(base).every((byte) => byte === 0)).toBe(true);
    expect(memory.subarray(base - 32, base).some((byte) => byte !== 0)).toBe(true);
  });
});

describe("mac", () => {
  it("gives the HMACs of RFC 4231 whose keys have at most 32 bytes", () => {
    const cases: [key: string, data: string, mac: string][] = [
      ["0b".repeat(20), "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
      [
        "4a656665",
        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      ],
      ["aa".repeat(20), "dd".repeat(50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"],
      [
        "0102030405060708090a0b0c0d0e0f10111213141516171819",
        "cd".repeat(50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
      ],
    ];
    for (const [k, data, mac] of cases) {
      const padded = Buffer.alloc(32);
      padded.write(k, "hex");
      const message = Buffer.from(data, "hex");
      const out = arena.take(32);
      kernel.mac(prepare(padded), arena.put(message), message.length, out);
      expect(arena.read(out, 32).toString("hex")).toBe(mac);
    }
  });

  it("agrees with node:crypto on every length from 0 to 300", () => {
    const context = prepare();
    for (let length = 0; length <= 300; length++) {
      const message = random(length);
      const out = arena.take(32);
      kernel.mac(context, arena.put(message), length, out);
      expect(arena.read(out, 32).equals(hmac(key, message)), `length ${length}`).toBe(true);
    }
    expect(arena.intact()).toBe(true);
  });

  it("agrees with node:crypto on many keys, and on messages of megabytes", () => {
    for (let i = 0; i < 50; i++) {
      const k = random(32);
      const message = random(i);
      const out = arena.take(32);
      kernel.mac(prepare(k), arena.put(message), message.length, out);
      expect(arena.read(out, 32).equals(hmac(k, message))).toBe(true);
    }
    const long = Buffer.alloc(3_000_001, "long ");
    const out = arena.take(32);
    kernel.mac(prepare(), arena.put(long), long.length, out);
    expect(arena.read(out, 32).equals(hmac(key, long))).toBe(true);
  });

  it("doesn't read after the end of the memory", () => {
    const context = prepare();
    const out = arena.take(32);
    for (let length = 0; length <= 130; length++) {
      const message = random(length);
      const at = arena.takeEnd(length);
      arena.bytes.set(message, at);
      kernel.mac(context, at, length, out);
      expect(arena.read(out, 32).equals(hmac(key, message))).toBe(true);
    }
  });
});

describe("hex", () => {
  it("decodes both cases, and encodes in lower case", () => {
    for (let i = 0; i < 64; i++) {
      const id = random(32);
      const text = id.toString("hex");
      const mixed = [...text].map((c, j) => ((i + j) % 3 ? c : c.toUpperCase())).join("");
      for (const digits of [text, text.toUpperCase(), mixed]) {
        const out = arena.take(32);
        expect(kernel.decode(arena.put(Buffer.from(digits)), out)).toBe(1);
        expect(arena.read(out, 32).equals(id)).toBe(true);
      }
      const out = arena.take(64);
      kernel.encode(arena.put(id), out);
      expect(arena.read(out, 64).toString()).toBe(text);
    }
    expect(arena.intact()).toBe(true);
  });

  it("decodes or refuses each of the 256 bytes at each of the 64 positions", () => {
    const digits = arena.take(64);
    const out = arena.take(32);
    const good = Buffer.from(random(32).toString("hex"));
    for (let place = 0; place < 64; place++) {
      for (let byte = 0; byte < 256; byte++) {
        const text = Buffer.from(good);
        text[place] = byte;
        arena.bytes.set(text, digits);
        const ok = kernel.decode(digits, out) === 1;
        if (ok !== isHex(text)) expect.fail(`byte ${byte} at ${place}: ${ok}`);
        if (ok && !arena.read(out, 32).equals(Buffer.from(text.toString("latin1"), "hex"))) {
          expect.fail(`byte ${byte} at ${place} decodes to something else`);
        }
      }
    }
    expect(arena.intact()).toBe(true);
  });
});

describe("one ID", () => {
  it("is derived from names of every length around the blocks' ends", () => {
    const context = prepare();
    for (const code of [0, 1, 4, 255]) {
      for (const length of [0, 1, 15, 16, 17, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128, 129, 1000]) {
        const name = random(length);
        const id = arena.take(32);
        const digits = arena.take(64);
        kernel.deriveNamed(context, arena.put(name), length, code, id, digits);
        const want = named(key, name, code);
        expect(arena.read(id, 32).equals(want), `length ${length}`).toBe(true);
        expect(arena.read(digits, 64).toString()).toBe(want.toString("hex"));
      }
    }
    expect(arena.intact()).toBe(true);
  });

  it("is derived from a name in pieces of any size", () => {
    const context = prepare();
    for (const length of [64, 65, 119, 120, 128, 191, 1000]) {
      for (const blocks of [1, 2, Math.floor(length / 64)]) {
        if (64 * blocks > length) continue;
        const name = random(length);
        const at = arena.put(name);
        const state = arena.take(32, 4);
        const id = arena.take(32);
        kernel.absorb(context, at, 1, state);
        kernel.absorb(state, at + 64, blocks - 1, state);
        kernel.deriveRest(context, state, blocks, at + 64 * blocks, length - 64 * blocks, 3, id, 0);
        expect(arena.read(id, 32).equals(named(key, name, 3)), `${length} bytes, ${blocks} blocks`).toBe(true);
      }
    }
    expect(arena.intact()).toBe(true);
  });

  it("is derived from a name of gigabytes: its length in bits needs more than 32 bits", () => {
    const context = prepare();
    const state = arena.put(random(32), 4);
    const digest = arena.take(32, 4);
    const id = arena.take(32);
    for (const blocks of [2 ** 23 + 3, 2 ** 26 + 5, 2 ** 32 - 1]) {
      for (const rest of [random(20), random(60)]) {
        // No name of this size is hashed: the blocks before the last ones are any state, and the last ones are padded here.
        const padded = Buffer.alloc(rest.length > 55 ? 128 : 64);
        rest.copy(padded);
        padded[rest.length] = 0x80;
        padded.writeBigUInt64BE(8n * (64n * (BigInt(blocks) + 1n) + BigInt(rest.length)), padded.length - 8);
        kernel.absorb(state, arena.put(padded), padded.length / 64, digest);
        const outer = Buffer.alloc(64);
        arena.read(digest, 32).swap32().copy(outer);
        outer[32] = 0x80;
        outer.writeUInt32BE(8 * (64 + 32), 60);
        kernel.absorb(context + 32, arena.put(outer), 1, digest);
        const base = arena.read(digest, 16).swap32();
        kernel.deriveRest(context, state, blocks, arena.put(rest), rest.length, 0, id, 0);
        expect(arena.read(id, 32).equals(sealed(key, base)), `${blocks} blocks, ${rest.length} bytes`).toBe(true);
      }
    }
    expect(arena.intact()).toBe(true);
  });

  it("is sealed and checked, with or without its digits", () => {
    const context = prepare();
    const other = prepare(random(32));
    for (let i = 0; i < 100; i++) {
      const base = random(16);
      const want = sealed(key, base);
      const id = arena.take(32);
      arena.bytes.set(base, id);
      const digits = i % 2 ? arena.take(64) : 0;
      kernel.seal(context, id, digits);
      expect(arena.read(id, 32).equals(want)).toBe(true);
      if (digits) expect(arena.read(digits, 64).toString()).toBe(want.toString("hex"));
      expect(kernel.check(context, id)).toBe(1);
      expect(kernel.check(other, id)).toBe(0);
      const text = arena.put(Buffer.from(want.toString("hex").toUpperCase()));
      const out = arena.take(32);
      expect(kernel.checkDigits(context, text, out)).toBe(VALID);
      expect(arena.read(out, 32).equals(want)).toBe(true);
      expect(kernel.checkDigits(other, text, out)).toBe(FOREIGN);
      arena.bytes[text + (i % 64)] = 0x67;
      expect(kernel.checkDigits(context, text, out)).toBe(MALFORMED);
    }
    expect(arena.intact()).toBe(true);
  });

  it("is refused with any bit changed", () => {
    const context = prepare();
    const id = arena.put(sealed(key, random(16)));
    for (let bit = 0; bit < 256; bit++) {
      const at = id + (bit >> 3);
      arena.bytes[at] ^= 1 << (bit & 7);
      expect(kernel.check(context, id)).toBe(0);
      arena.bytes[at] ^= 1 << (bit & 7);
    }
    expect(kernel.check(context, id)).toBe(1);
  });

  it("equals that of a real workerd", () => {
    const vectors = JSON.parse(readFileSync(new URL("../vectors/workerd.json", import.meta.url), "utf8")) as {
      uniqueKeys: string[];
      named: { key: number; name: string; id: string }[];
    };
    // Names that need WTF-8 are the caller's business.
    const plain = vectors.named.filter(({ name }) => Buffer.from(name).toString() === name);
    expect(plain.length).toBeGreaterThan(100);
    const contexts = vectors.uniqueKeys.map((k) => prepare(createHash("sha256").update(k).digest()));
    const id = arena.take(32);
    const digits = arena.take(64);
    for (const vector of plain) {
      const name = Buffer.from(vector.name);
      kernel.deriveNamed(contexts[vector.key] as number, arena.put(name), name.length, 0, id, digits);
      expect(arena.read(digits, 64).toString()).toBe(vector.id);
      expect(kernel.check(contexts[vector.key] as number, id)).toBe(1);
    }
  });
});

describe("many IDs made", () => {
  const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 63, 64, 65, 257];

  it.each(counts)("derives %i names of mixed lengths", (count) => {
    const context = prepare();
    for (const code of [0, 2]) {
      const names = Array.from({ length: count }, (_, i) =>
        random([3, 55, 56, 0, 18, 200, 16, 54, 64][i % 9] as number),
      );
      const offsets = [0];
      for (const name of names) offsets.push((offsets.at(-1) as number) + name.length);
      const ids = arena.take(32 * count);
      const digits = arena.take(64 * count);
      kernel.deriveNames(
        context,
        arena.put(Buffer.concat(names)),
        arena.putWords(offsets),
        count,
        code,
        ids,
        code ? 0 : digits,
      );
      names.forEach((name, i) => {
        const want = named(key, name, code);
        expect(arena.read(ids + 32 * i, 32).equals(want), `name ${i}`).toBe(true);
        if (!code) expect(arena.read(digits + 64 * i, 64).toString()).toBe(want.toString("hex"));
      });
      expect(arena.intact()).toBe(true);
    }
  });

  it.each(counts)("seals %i bases", (count) => {
    const context = prepare();
    const bases = Array.from({ length: count }, () => random(16));
    const ids = arena.put(Buffer.concat(bases.map((base) => Buffer.concat([base, Buffer.alloc(16)]))));
    const digits = arena.take(64 * count);
    kernel.sealRows(context, ids, count, digits);
    bases.forEach((base, i) => {
      const want = sealed(key, base);
      expect(arena.read(ids + 32 * i, 32).equals(want)).toBe(true);
      expect(arena.read(digits + 64 * i, 64).toString()).toBe(want.toString("hex"));
    });
    expect(arena.intact()).toBe(true);
  });

  it("doesn't read names after the end of the memory", () => {
    const context = prepare();
    const ids = arena.take(32 * 3);
    const offsets = arena.putWords([0, 5, 12, 39]);
    const names = arena.takeEnd(39);
    const name = random(39);
    arena.bytes.set(name, names);
    kernel.deriveNames(context, names, offsets, 3, 0, ids, 0);
    expect(arena.read(ids + 64, 32).equals(named(key, name.subarray(12)))).toBe(true);
    expect(arena.intact()).toBe(true);
  });
});

describe("many IDs checked", () => {
  const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 256, 257, 511, 512, 513];

  /** Different rows, of which some are valid, some foreign and, if they are digits, some malformed. */
  function rows(count: number): { id: Buffer; digits: Buffer; verdict: number }[] {
    return Array.from({ length: count }, (_, i) => {
      const id = sealed(key, random(16));
      const kind = (random(1)[0] as number) % 4;
      if (kind === 1) id[(i * 7) % 32] ^= 1 << (i % 8);
      const digits = digitsOf(id);
      if (kind === 2) digits[(i * 11) % 64] = 0x2f;
      return { id, digits, verdict: [VALID, FOREIGN, MALFORMED, VALID][kind] as number };
    });
  }

  it.each(counts)("binary: %i rows", (count) => {
    const context = prepare();
    const input = rows(count);
    const ids = arena.put(Buffer.concat(input.map((row) => row.id)));
    const pending = arena.take(4 * count, 4);
    const out = results(count);
    expect(kernel.acceptRows(count, pending, out.verdicts)).toBe(count);
    const left = kernel.verify(
      context,
      ids,
      pending,
      count,
      VALID,
      7,
      9,
      out.verdicts,
      out.namespaces,
      out.jurisdictions,
    );
    const want = input.map((row) => (row.verdict === FOREIGN ? [FOREIGN, 0xffff, 0] : [VALID, 7, 9]));
    expect(out.read()).toEqual(want);
    const foreign = want.flatMap(([verdict], i) => (verdict === FOREIGN ? [i] : []));
    expect(arena.words(pending, left)).toEqual(foreign);
    expect(arena.intact()).toBe(true);
  });

  it.each(counts)("digits: %i rows", (count) => {
    const context = prepare();
    const input = rows(count);
    const digits = arena.put(Buffer.concat(input.map((row) => row.digits)));
    const ids = arena.take(32 * count);
    const pending = arena.take(4 * count, 4);
    const out = results(count);
    const found = kernel.decodeRows(digits, count, ids, pending, out.verdicts);
    const wellFormed = input.flatMap((row, i) => (row.verdict === MALFORMED ? [] : [i]));
    expect(arena.words(pending, found)).toEqual(wellFormed);
    for (const i of wellFormed) expect(arena.read(ids + 32 * i, 32).equals((input[i] as { id: Buffer }).id)).toBe(true);
    const left = kernel.verify(
      context,
      ids,
      pending,
      found,
      VALID,
      0,
      0,
      out.verdicts,
      out.namespaces,
      out.jurisdictions,
    );
    expect(out.read()).toEqual(input.map(({ verdict }) => (verdict === VALID ? [VALID, 0, 0] : [verdict, 0xffff, 0])));
    expect(left).toBe(input.filter((row) => row.verdict === FOREIGN).length);
    expect(arena.intact()).toBe(true);
  });

  it("keeps the verdicts of lanes separate", () => {
    const context = prepare();
    for (let count = 1; count <= 9; count++) {
      for (let mask = 0; mask < 1 << count; mask++) {
        arena.reset();
        const ctx = prepare();
        expect(ctx).toBe(context);
        const ids = arena.take(32 * count);
        for (let i = 0; i < count; i++) {
          const id = POOL[(i + mask) % POOL.length] as Buffer;
          arena.bytes.set(id, ids + 32 * i);
          if (mask & (1 << i)) arena.bytes[ids + 32 * i + 16 + ((i + mask) % 16)] ^= 0x10;
        }
        const pending = arena.take(4 * count, 4);
        const out = results(count);
        kernel.acceptRows(count, pending, out.verdicts);
        const left = kernel.verify(
          ctx,
          ids,
          pending,
          count,
          VALID,
          1,
          2,
          out.verdicts,
          out.namespaces,
          out.jurisdictions,
        );
        const bad = Array.from({ length: count }, (_, i) => i).filter((i) => mask & (1 << i));
        expect(arena.words(pending, left)).toEqual(bad);
        expect(arena.intact()).toBe(true);
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("doesn't read or write after the end of the memory: %i rows", (count) => {
    const context = prepare();
    const pending = arena.take(4 * count, 4);
    const out = results(count);
    const ids = arena.takeEnd(32 * count);
    for (let i = 0; i < count; i++) arena.bytes.set(POOL[i] as Buffer, ids + 32 * i);
    kernel.acceptRows(count, pending, out.verdicts);
    expect(kernel.verify(context, ids, pending, count, 0, 0, 0, out.verdicts, out.namespaces, out.jurisdictions)).toBe(
      0,
    );
    expect(arena.intact()).toBe(true);

    arena.reset();
    const list = arena.take(4 * count, 4);
    const decoded = arena.take(32 * count);
    const verdicts = arena.take(count);
    const digits = arena.takeEnd(64 * count);
    for (let i = 0; i < count; i++) arena.bytes.set(digitsOf(POOL[i] as Buffer), digits + 64 * i);
    expect(kernel.decodeRows(digits, count, decoded, list, verdicts)).toBe(count);
    expect(arena.intact()).toBe(true);
  });

  it("skips namespaces and jurisdictions like a caller", () => {
    const keys = [random(32), random(32), random(32)];
    const regions = [1, 2, 3].map((code) => ({ code, key: random(32) }));
    const contexts = keys.map((k) => prepare(k));
    const regionContexts = regions.map((region) => prepare(region.key));
    const count = 1000;
    const want: number[][] = [];
    const input = Array.from({ length: count }, (_, i) => {
      const base = random(16);
      const kind = (random(1)[0] as number) % 8;
      if (kind < 3) {
        want.push([VALID, kind, 0]);
        // Byte 15 of an unrestricted ID is arbitrary, and often looks like a code.
        if (i % 2) base[15] = 1 + (i % 3);
        return sealed(keys[kind] as Buffer, base);
      }
      if (kind < 6) {
        const region = regions[kind - 3] as { code: number; key: Buffer };
        want.push([VALID, 0, region.code]);
        base[15] = region.code;
        return sealed(region.key, base);
      }
      want.push([FOREIGN, 0xffff, 0]);
      // A tag of the right key with the code of another jurisdiction is invalid.
      base[15] = kind === 6 ? 1 : 77;
      return sealed((regions[1] as { key: Buffer }).key, base);
    });
    const ids = arena.put(Buffer.concat(input));
    const pending = arena.take(4 * count, 4);
    const out = results(count);
    let left = kernel.acceptRows(count, pending, out.verdicts);
    const pass = (context: number, list: number, length: number, namespace: number, code: number) =>
      kernel.verify(
        context,
        ids,
        list,
        length,
        VALID,
        namespace,
        code,
        out.verdicts,
        out.namespaces,
        out.jurisdictions,
      );
    contexts.forEach((context, namespace) => {
      left = pass(context, pending, left, namespace, 0);
      if (namespace) return;
      regions.forEach(({ code }, i) => {
        const matching = kernel.partition(ids, pending, left, code);
        const others = left - matching;
        expect(arena.words(pending, left).map((row) => (input[row] as Buffer)[15] === code)).toEqual([
          ...Array<boolean>(others).fill(false),
          ...Array<boolean>(matching).fill(true),
        ]);
        left = others + pass(regionContexts[i] as number, pending + 4 * others, matching, namespace, code);
      });
    });
    expect(out.read()).toEqual(want);
    expect(new Set(arena.words(pending, left)).size).toBe(want.filter(([verdict]) => verdict === FOREIGN).length);
    expect(arena.intact()).toBe(true);
  });
});

/** Valid IDs, all different. */
const POOL = Array.from({ length: 97 }, () => sealed(key, random(16)));
