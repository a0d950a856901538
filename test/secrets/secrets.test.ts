import { describe, expect, it } from "vitest";
import { createValidator, idsFromNames } from "../../src/bulk.js";
import { ContextSlots, NamespaceContexts } from "../../src/engine/contexts.js";
import { Kernel } from "../../src/engine/kernel.js";
import { wasmModule } from "../../src/engine/module.js";
import { pureEngine } from "../../src/engine/pure.js";
import { createClassifier } from "../../src/engine/select.js";
import { createWasmEngine } from "../../src/engine/wasm.js";
import { HmacState } from "../../src/format/hmac.js";
import { JurisdictionTable } from "../../src/format/jurisdiction.js";
import { deriveRootKey, NamespaceKeys } from "../../src/format/key.js";
import { DurableObjectId, DurableObjectNamespace, engineReport } from "../../src/index.js";
import { namespaceState } from "../../src/namespace/holder.js";
import { contextId, packId, unpackId } from "../../src/transfer.js";
import { SeededRandom } from "../../support/random.js";
import { leaks, secretsOf } from "./needles.js";
import { attempt, printings } from "./printings.js";

const random = new SeededRandom("secrets");
const key = random.bytes(32);
const secrets = secretsOf(key);
const rooms = new DurableObjectNamespace({ key, randomBytes: random.bytes, connect: (id) => ({ id }) });
const eu = rooms.jurisdiction("eu");
const named = rooms.idFromName("lobby");
for (const place of ["eu", "fedramp", "fedramp-high", "us"])
  rooms.idFromString(String(rooms.jurisdiction(place).newUniqueId()));

const keys = new NamespaceKeys(Uint8Array.from(key), new JurisdictionTable());
const validator = createValidator([rooms, eu]);
const scopes = [
  { keys, code: 0 },
  { keys, code: 1 },
];
const wasmEngine = createWasmEngine(wasmModule());
const kernel = new Kernel(wasmModule());
const slots = new ContextSlots(kernel);
const contexts = new NamespaceContexts(keys, slots);
for (const code of [0, 1, 2, 3, 4]) contexts.addressOf(code);

/** Every object that comes from us, the inner ones too. */
const OBJECTS: Record<string, unknown> = {
  namespace: rooms,
  subnamespace: eu,
  "named ID": named,
  "unique ID": eu.newUniqueId(),
  "nameless ID": rooms.idFromString(String(named)),
  "ID of the object": contextId(named),
  "packed ID": packId(named),
  stub: rooms.getByName("lobby"),
  validator,
  result: validator.check([String(named), String(eu.newUniqueId()), "no ID"]),
  NamespaceKeys: keys,
  "state of a namespace": namespaceState(rooms),
  "prepared, by the WASM engine": wasmEngine.prepare(keys),
  "prepared, by the pure engine": pureEngine.prepare(keys),
  "classifier, of the WASM engine": createClassifier(wasmEngine, scopes),
  "classifier, of the pure engine": createClassifier(pureEngine, scopes),
  "state of an HMAC": new HmacState(key),
  "pure engine": pureEngine,
  "WASM engine": wasmEngine,
  "kernel, with the contexts of all keys in its memory": kernel,
  "slots of contexts": slots,
  "contexts of a namespace": contexts,
  "context of a key": slots.prepare(key),
  "report on engines": engineReport(),
  "IDs from names": idsFromNames(eu, ["lobby", "garden"]),
  classes: [DurableObjectNamespace, DurableObjectId, NamespaceKeys],
  "all of them": [rooms, eu, named, validator, keys, wasmEngine, kernel, slots, contexts],
};

/** Errors that the holder of a key can run into. */
const ERRORS: Record<string, () => unknown> = {
  malformed: () => rooms.idFromString("x"),
  foreign: () => rooms.idFromString("0".repeat(64)),
  wrongJurisdiction: () => eu.idFromString(String(named)),
  packName: () => unpackId(rooms, packId(named).with(34, 0x4f)),
  packMalformed: () => unpackId(rooms, packId(named).subarray(0, 7)),
  unknownJurisdiction: () => rooms.jurisdiction("mars"),
  nestedJurisdiction: () => eu.jurisdiction("us"),
  jurisdictionTable: () => new DurableObjectNamespace({ key, jurisdictions: { eu: 0 } }),
  "key of 31 bytes": () => new DurableObjectNamespace({ key: key.subarray(1) }),
  "key of 33 bytes": () => new DurableObjectNamespace({ key: Uint8Array.from([...key, 1]) }),
  "key in an array": () => new DurableObjectNamespace({ key: [...key] as unknown as Uint8Array }),
  "key in hex": () => new DurableObjectNamespace({ key: Buffer.from(key).toString("hex") as unknown as Uint8Array }),
  "key as a unique key": () => new DurableObjectNamespace({ uniqueKey: key as unknown as string }),
  "key and a unique key": () => new DurableObjectNamespace({ key, uniqueKey: "a" } as unknown as { key: Uint8Array }),
  engine: () => new DurableObjectNamespace({ key, engine: "fast" as "auto" }),
  randomBytes: () => new DurableObjectNamespace({ key, randomBytes: () => key.subarray(1) }).newUniqueId(),
  noConnect: () => new DurableObjectNamespace({ key }).get(named),
  "no such code, pure": () => pureEngine.prepare(keys).named("x", 200),
  "no such code, WASM": () => wasmEngine.prepare(keys).named("x", 200),
  names: () => idsFromNames(rooms, { key } as unknown as string[]),
  "a name that is a symbol": () => idsFromNames(rooms, [Symbol("x")] as unknown as string[]),
  illegalInvocation: () => rooms.idFromName.call(keys as unknown as DurableObjectNamespace, "x"),
  batch: () => validator.check(new Uint8Array(1)),
  "connect that throws": () =>
    new DurableObjectNamespace({
      key,
      connect: () => {
        throw new Error("no way there");
      },
    }).getByName("x"),
};

describe("the search for secrets", () => {
  const [root] = secrets;

  it("finds every form of a key", () => {
    const { bytes } = root;
    const middle = bytes.subarray(5, 20);
    const forms = [
      Buffer.from(bytes).toString("hex"),
      Buffer.from(bytes).toString("hex").toUpperCase(),
      Buffer.from(middle).toString("base64"),
      Buffer.from(Uint8Array.from([1, ...bytes])).toString("base64url"),
      JSON.stringify(bytes),
      JSON.stringify([...middle]),
      JSON.stringify(new Int32Array(Uint8Array.from(bytes).buffer)),
      String(bytes),
    ];
    for (const form of forms) expect(leaks(`before ${form} after`, secrets), form).toEqual(["root key"]);
    for (const value of [
      bytes,
      { deep: [{ key: Buffer.from(bytes) }] },
      new Map([[1, middle]]),
      { [Symbol("k")]: bytes },
    ]) {
      expect(printings(value).flatMap((text) => leaks(text, secrets))).toContain("root key");
    }
    const words = new DataView(secrets[5].bytes.buffer).getInt32(8);
    expect(leaks(`{ A: 1, C: ${words} }`, secrets)).toEqual([secrets[5].what]);
  });

  it("finds what an accessor, a prototype or an error gives away", () => {
    const accessor = {
      get key() {
        return root.bytes;
      },
    };
    const error = Object.assign(new Error("x"), { key: root.bytes });
    for (const value of [accessor, Object.create({ key: root.bytes }), error]) {
      expect(printings(value).flatMap((text) => leaks(text, secrets))).toContain("root key");
    }
    expect(
      leaks(
        attempt(() => {
          throw error;
        }),
        secrets,
      ),
    ).toEqual(["root key"]);
  });

  it("would find a key's context: both of its midstates stand in the kernel's memory", () => {
    const memory = kernel.views.all.slice(kernel.at.contexts, kernel.at.key);
    // Little-endian words, of which the search knows both orders.
    const words = new Uint32Array(memory.buffer);
    expect(leaks(words.join(), secrets)).toEqual(secrets.slice(5).map(({ what }) => what));
  });

  it("knows fifteen secrets, and takes no ID for one", () => {
    expect(secrets).toHaveLength(15);
    expect(leaks(String(named), secrets)).toEqual([]);
  });
});

describe("no key material", () => {
  for (const [what, value] of Object.entries(OBJECTS)) {
    it(`in any printing of: ${what}`, () => {
      for (const text of printings(value)) expect(leaks(text, secrets)).toEqual([]);
    });
  }

  for (const [what, call] of Object.entries(ERRORS)) {
    it(`in the error of: ${what}`, () => {
      let thrown: unknown;
      try {
        call();
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(Error);
      for (const text of [...printings(thrown), (thrown as Error).message, String((thrown as Error).stack)]) {
        expect(leaks(text, secrets)).toEqual([]);
      }
    });
  }

  it("of a unique key, nor the unique key itself", () => {
    const uniqueKey = `unguessable-${Buffer.from(random.bytes(12)).toString("base64url")}`;
    const own = secretsOf(deriveRootKey(uniqueKey));
    const namespace = new DurableObjectNamespace({ uniqueKey });
    const errors = [
      () => namespace.idFromString("x"),
      () => namespace.idFromString("0".repeat(64)),
      () => namespace.getByName("x"),
    ];
    const texts = [
      namespace,
      namespace.jurisdiction("us"),
      namespace.newUniqueId(),
      createValidator([namespace]),
    ].flatMap(printings);
    for (const text of [...texts, ...errors.map(attempt)]) {
      expect(leaks(text, own)).toEqual([]);
      expect(text).not.toContain(uniqueKey);
    }
  });
});

describe("what is on the outside", () => {
  it("a namespace has no property of its own, an ID the two that workerd's have", () => {
    expect(Reflect.ownKeys(rooms)).toEqual([]);
    expect(Reflect.ownKeys(eu)).toEqual([]);
    expect(Reflect.ownKeys(named)).toEqual(["jurisdiction", "name"]);
    expect(JSON.stringify([rooms, named])).toBe('[{},{"name":"lobby"}]');
  });
});

describe("clones and copies", () => {
  it("of an ID are no IDs", () => {
    for (const copy of [
      structuredClone(named),
      { ...named },
      Object.assign(Object.create(DurableObjectId.prototype), named),
    ]) {
      expect(() => rooms.get(copy)).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT" }));
      expect(() => named.equals(copy)).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT" }));
    }
  });

  it("of a namespace are no namespaces", () => {
    expect(() => structuredClone(rooms)).toThrow(expect.objectContaining({ name: "DataCloneError" }));
    for (const copy of [{ ...rooms }, Object.assign(Object.create(DurableObjectNamespace.prototype), rooms)]) {
      expect(() => rooms.idFromName.call(copy, "x")).toThrow(
        expect.objectContaining({ code: "ERR_DO_ILLEGAL_INVOCATION" }),
      );
    }
  });

  it("of a key: what its owner does with the buffer later changes nothing", () => {
    const own = Uint8Array.from(key);
    const namespace = new DurableObjectNamespace({ key: own });
    own.fill(0);
    // A jurisdiction's key is derived when it is first asked for: later than the root key's states.
    expect(String(namespace.idFromName("lobby"))).toBe(String(named));
    expect(String(namespace.jurisdiction("eu").idFromName("lobby"))).toBe(String(eu.idFromName("lobby")));
  });
});
