import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { MemoryDirectory } from "../src/directory/memory.js";
import { createValidator, DurableObjectNamespace, ErrorCode } from "../src/index.js";
import { packId, unpackId } from "../src/namespace/transfer.js";
import { createListingApi } from "../src/rest.js";

// Test runners and pages have several realms: an array of another realm is not an `instanceof Uint8Array` in this one.

const ForeignUint8Array: Uint8ArrayConstructor = runInNewContext("Uint8Array");
const ForeignUint16Array: Uint16ArrayConstructor = runInNewContext("Uint16Array");
const foreign = (bytes: Iterable<number>): Uint8Array => new ForeignUint8Array([...bytes]);

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const rooms = new DurableObjectNamespace({ key });
const id = rooms.idFromName("lobby");

describe.each(["wasm", "pure"] as const)("bytes of another realm, %s engine", (engine) => {
  it("as a key", () => {
    expect(foreign(key)).not.toBeInstanceOf(Uint8Array);
    expect(String(new DurableObjectNamespace({ key: foreign(key), engine }).idFromName("lobby"))).toBe(String(id));
  });

  it("from randomBytes", () => {
    const namespace = new DurableObjectNamespace({ key, engine, randomBytes: () => foreign(key.subarray(0, 16)) });
    expect(rooms.tryIdFromString(String(namespace.newUniqueId()))).toBeDefined();
  });

  it("as rows to check, and as arrays to reuse", () => {
    const rows = foreign(Buffer.from(`${id}${"0".repeat(64)}`));
    const into = {
      verdicts: new ForeignUint8Array(2),
      namespaces: new ForeignUint16Array(2),
      jurisdictions: new ForeignUint8Array(2),
    };
    expect([...createValidator([rooms], { engine }).check(rows, into).verdicts]).toEqual([0, 2]);
    expect([...into.verdicts]).toEqual([0, 2]);
  });

  it("as chunks of records", async () => {
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(foreign(Buffer.from(`${id}\n`)));
        controller.close();
      },
    });
    const results = chunks.pipeThrough(createValidator([rooms], { engine }).records());
    const { value } = await results.getReader().read();
    expect(value?.tally.valid).toBe(1);
  });
});

it("bytes of another realm as a packed ID", () => {
  expect(unpackId(rooms, foreign(packId(id))).name).toBe("lobby");
});

it("bytes of another realm as a cursor secret", () => {
  expect(() =>
    createListingApi({ directory: new MemoryDirectory(), auth: () => true, cursorSecret: foreign(key) }),
  ).not.toThrow();
});

it("a value that only claims to be a Uint8Array is refused", () => {
  const impostors: readonly object[] = [
    { length: 32, [Symbol.toStringTag]: "Uint8Array" },
    Object.create(Uint8Array.prototype),
    new Proxy(key, {}),
    new Uint16Array(32),
    new Uint8ClampedArray(32),
    new DataView(new ArrayBuffer(32)),
    new ArrayBuffer(32),
  ];
  for (const impostor of impostors) {
    expect(() => new DurableObjectNamespace({ key: impostor as Uint8Array })).toThrow(
      expect.objectContaining({ code: ErrorCode.key }),
    );
  }
});

it("a key with a wrong length property is validated by its bytes", () => {
  const short = Object.defineProperty(new Uint8Array(16), "length", { value: 32 });
  expect(() => new DurableObjectNamespace({ key: short })).toThrow(expect.objectContaining({ code: ErrorCode.key }));
  const misled = Object.defineProperty(Uint8Array.from(key), Symbol.iterator, {
    value: () => new Uint8Array(32).values(),
  });
  expect(String(new DurableObjectNamespace({ key: misled }).idFromName("lobby"))).toBe(String(id));
});
