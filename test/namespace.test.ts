import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DurableObjectId, DurableObjectNamespace, ErrorCode, type Jurisdictions } from "../src/index.js";

const uniqueKey = "chat-ChatRoom";
const rooms = new DurableObjectNamespace({ uniqueKey, connect: (id, options) => ({ id, options }) });
const other = new DurableObjectNamespace({ uniqueKey: "chat-Presence" });
const eu = rooms.jurisdiction("eu");
const us = rooms.jurisdiction("us");

/** The part of the vectors of jurisdictional IDs that is used here. */
interface Vectors {
  readonly uniqueKeys: readonly string[];
  readonly named: readonly { key: number; jurisdiction: string; name: string; id: string }[];
}

/** The class, code and message of a call's error. */
function thrown(call: () => unknown): { class: unknown; code: unknown; message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof Error)
      return { class: error.constructor, code: Reflect.get(error, "code"), message: error.message };
  }
  throw new Error("Nothing was thrown.");
}

describe("unknown jurisdictions", () => {
  it.each(["", "EU", "eu ", "nope", "__proto__", "toString", "1", "fedramp-", "\ud800"])("%j", (unknown) => {
    const expected = {
      class: TypeError,
      code: ErrorCode.unknownJurisdiction,
      message: `Unknown jurisdiction ${JSON.stringify(unknown)}; this namespace has: "eu", "fedramp", "fedramp-high", "us".`,
    };
    expect(thrown(() => rooms.jurisdiction(unknown))).toEqual(expected);
    expect(thrown(() => rooms.newUniqueId({ jurisdiction: unknown }))).toEqual(expected);
  });
});

describe("IDs of jurisdictions", () => {
  it("follow the format", () => {
    // Not imported: Vite's reader of JSON stumbles over the lone surrogates in it.
    const vectors = JSON.parse(readFileSync(new URL("vectors/jurisdiction.json", import.meta.url), "utf8")) as Vectors;
    expect(vectors.named.length).toBeGreaterThan(10);
    for (const { key, jurisdiction, name, id } of vectors.named) {
      const namespace = new DurableObjectNamespace({ uniqueKey: vectors.uniqueKeys[key] ?? "" });
      expect(String(namespace.jurisdiction(jurisdiction).idFromName(name))).toBe(id);
    }
  });

  it.each(["eu", "fedramp", "fedramp-high", "us"])("keep %s however they are made", (jurisdiction) => {
    const subnamespace = rooms.jurisdiction(jurisdiction);
    const named = subnamespace.idFromName("foo");
    const unique = subnamespace.newUniqueId();
    const fromParent = rooms.newUniqueId({ jurisdiction });
    for (const id of [named, unique, fromParent]) {
      expect(id.jurisdiction).toBe(jurisdiction);
      for (const namespace of [rooms, subnamespace, rooms.jurisdiction(jurisdiction)]) {
        const again = namespace.idFromString(String(id).toUpperCase());
        expect([String(again), again.jurisdiction, again.name]).toEqual([String(id), jurisdiction, undefined]);
        expect(namespace.tryIdFromString(String(id))?.jurisdiction).toBe(jurisdiction);
        expect(again.equals(id)).toBe(true);
        expect(namespace.get(id)).toEqual({ id, options: {} });
      }
    }
    expect([named.name, unique.name, fromParent.name]).toEqual(["foo", undefined, undefined]);
  });

  it("differ for the same name in every jurisdiction, and without one", () => {
    const spaces = [rooms, ...["eu", "fedramp", "fedramp-high", "us"].map((name) => rooms.jurisdiction(name))];
    expect(new Set(spaces.map((namespace) => String(namespace.idFromName("foo")))).size).toBe(5);
  });

  it("have the jurisdiction as an own, enumerable, read-only property", () => {
    const id = eu.idFromName("foo");
    expect(Object.keys(id)).toEqual(["jurisdiction", "name"]);
    expect(JSON.stringify(id)).toBe('{"jurisdiction":"eu","name":"foo"}');
    expect(() => Object.assign(id, { jurisdiction: "us" })).toThrow(TypeError);
  });

  it("are foreign to another key, in all of its subnamespaces", () => {
    for (const namespace of [other, other.jurisdiction("eu"), other.jurisdiction("us")]) {
      const digits = String(eu.idFromName("foo"));
      expect(thrown(() => namespace.idFromString(digits)).code).toBe(ErrorCode.foreign);
      expect(thrown(() => namespace.get(eu.idFromName("foo"))).code).toBe(ErrorCode.foreign);
      expect(namespace.tryIdFromString(digits)).toBeUndefined();
    }
  });

  it("can't be moved to another jurisdiction by changing the code", () => {
    const digits = String(eu.idFromName("foo"));
    for (const code of ["00", "02", "03", "04", "ff"]) {
      const moved = digits.slice(0, 30) + code + digits.slice(32);
      for (const namespace of [rooms, eu, us]) {
        expect(thrown(() => namespace.idFromString(moved)).code).toBe(ErrorCode.foreign);
      }
    }
  });
});

describe("a subnamespace", () => {
  const refusal = (has: string) => ({
    class: TypeError,
    code: ErrorCode.wrongJurisdiction,
    message: `Durable Object ID has ${has}, but this namespace is restricted to jurisdiction "eu".`,
  });

  it("refuses strings of another jurisdiction, or of none, and names it", () => {
    expect(thrown(() => eu.idFromString(String(us.newUniqueId())))).toEqual(refusal('jurisdiction "us"'));
    expect(thrown(() => eu.idFromString(String(us.idFromName("a"))))).toEqual(refusal('jurisdiction "us"'));
    expect(thrown(() => eu.idFromString(String(rooms.newUniqueId())))).toEqual(refusal("no jurisdiction"));
    expect(eu.tryIdFromString(String(us.newUniqueId()))).toBeUndefined();
    expect(eu.tryIdFromString(String(rooms.newUniqueId()))).toBeUndefined();
  });

  it("refuses malformed and foreign strings like its parent", () => {
    for (const text of ["", "x".repeat(64), String(eu.newUniqueId()).slice(1)]) {
      expect(thrown(() => eu.idFromString(text)).code).toBe(ErrorCode.malformed);
    }
    expect(thrown(() => eu.idFromString(String(other.newUniqueId()))).code).toBe(ErrorCode.foreign);
  });

  it("refuses IDs of another jurisdiction, or of none, in get", () => {
    const expected = {
      class: TypeError,
      code: ErrorCode.wrongJurisdiction,
      message: "get called on jurisdictional subnamespace with an ID from a different jurisdiction",
    };
    expect(thrown(() => eu.get(us.idFromName("a")))).toEqual(expected);
    expect(thrown(() => eu.get(rooms.idFromName("a")))).toEqual(expected);
    expect(thrown(() => eu.get(new DurableObjectNamespace({ uniqueKey }).idFromName("a")))).toEqual(expected);
  });

  it("returns its own objects, by ID and by name, with checked options", () => {
    const id = eu.idFromName("a");
    expect(eu.get(id, { locationHint: "weur" })).toEqual({ id, options: { locationHint: "weur" } });
    const { id: byName } = eu.getByName("a");
    expect([String(byName), byName.jurisdiction, byName.name]).toEqual([String(id), "eu", "a"]);
  });

  it("can't be nested, not even in its own jurisdiction", () => {
    for (const wanted of ["eu", "us", "nope", ""]) {
      expect(thrown(() => eu.jurisdiction(wanted))).toEqual({
        class: TypeError,
        code: ErrorCode.nestedJurisdiction,
        message: `Jurisdiction ${JSON.stringify(wanted)} requested, but this namespace is restricted to jurisdiction "eu".`,
      });
    }
  });

  it("makes unique IDs only of its own jurisdiction", () => {
    for (const options of [
      undefined,
      null,
      {},
      { jurisdiction: undefined },
      { jurisdiction: null },
      { jurisdiction: "eu" },
    ]) {
      expect(eu.newUniqueId(options).jurisdiction).toBe("eu");
    }
    for (const jurisdiction of ["us", "nope", ""]) {
      expect(thrown(() => eu.newUniqueId({ jurisdiction }))).toMatchObject({
        class: TypeError,
        code: ErrorCode.nestedJurisdiction,
      });
    }
  });

  it.each([[undefined], [null]])("keeps its jurisdiction through jurisdiction(%s)", (nothing) => {
    const same = eu.jurisdiction(nothing);
    expect(same).not.toBe(eu);
    expect(same.newUniqueId().jurisdiction).toBe("eu");
    expect(same.idFromName("a").equals(eu.idFromName("a"))).toBe(true);
    expect(thrown(() => same.jurisdiction("us")).code).toBe(ErrorCode.nestedJurisdiction);
    expect(thrown(() => same.idFromString(String(rooms.newUniqueId()))).code).toBe(ErrorCode.wrongJurisdiction);
  });
});

describe("a custom table", () => {
  const withTable = (jurisdictions: Jurisdictions) => new DurableObjectNamespace({ uniqueKey, jurisdictions });

  it("replaces the default table", () => {
    const namespace = withTable({ mars: 1, moon: 255 });
    for (const jurisdiction of ["mars", "moon"]) {
      const id = namespace.newUniqueId({ jurisdiction });
      expect(namespace.idFromString(String(id)).jurisdiction).toBe(jurisdiction);
    }
    expect(String(namespace.jurisdiction("moon").idFromName("a")).slice(30, 32)).toBe("ff");
    expect(thrown(() => namespace.jurisdiction("eu")).message).toBe(
      'Unknown jurisdiction "eu"; this namespace has: "mars", "moon".',
    );
  });

  it("may be empty", () => {
    expect(thrown(() => withTable({}).jurisdiction("eu")).message).toBe(
      'Unknown jurisdiction "eu"; this namespace has: none.',
    );
  });

  it("derives keys from names, not from codes", () => {
    const [mars, euAsMars] = [withTable({ mars: 1 }), withTable({ eu: 1 })];
    const digits = String(mars.jurisdiction("mars").newUniqueId());
    expect(euAsMars.tryIdFromString(digits)).toBeUndefined();
    expect(rooms.tryIdFromString(digits)).toBeUndefined();
    expect(withTable({ mars: 2 }).tryIdFromString(digits)).toBeUndefined();
  });

  it("doesn't change unrestricted IDs", () => {
    const ids = [rooms, withTable({}), withTable({ mars: 9 })].map((namespace) => String(namespace.idFromName("a")));
    expect(new Set(ids).size).toBe(1);
  });

  it("is read when the namespace is made: later changes have no effect", () => {
    const table: Record<string, number> = { mars: 1 };
    const namespace = withTable(table);
    table.venus = 2;
    expect(() => namespace.jurisdiction("venus")).toThrow(TypeError);
  });

  it.each([
    [{ a: 1, b: 1 }, '"a" and "b" both have the code 1'],
    [{ a: 0 }, 'the code of "a" is 0, not an integer from 1 to 255'],
    [{ a: 256 }, 'the code of "a" is 256, not an integer from 1 to 255'],
    [{ a: -1 }, 'the code of "a" is -1, not an integer from 1 to 255'],
    [{ a: 1.5 }, 'the code of "a" is 1.5, not an integer from 1 to 255'],
    [{ a: Number.NaN }, 'the code of "a" is NaN, not an integer from 1 to 255'],
    [{ "": 1 }, 'the name "" is not printable ASCII'],
    [{ "e u": 1 }, 'the name "e u" is not printable ASCII'],
    [{ é: 1 }, 'the name "é" is not printable ASCII'],
  ])("is refused if it is ambiguous: %j", (jurisdictions, fault) => {
    expect(thrown(() => withTable(jurisdictions))).toEqual({
      class: RangeError,
      code: ErrorCode.jurisdictionTable,
      message: `Invalid table of jurisdictions: ${fault}.`,
    });
  });
});

it.each([[5], ["eu"], [null], [() => ({})]])("a table of jurisdictions is an object, not %j", (jurisdictions) => {
  const options: object = { uniqueKey, jurisdictions };
  expect(() => Reflect.construct(DurableObjectNamespace, [options])).toThrow(
    expect.objectContaining({ code: ErrorCode.jurisdictionTable }),
  );
});

describe("behaviour that workerd doesn't define", () => {
  it("tryIdFromString returns a valid ID object itself", () => {
    const sameKey = new DurableObjectNamespace({ uniqueKey });
    for (const id of [rooms.idFromName("lobby"), eu.newUniqueId(), sameKey.newUniqueId(), sameKey.idFromName("a")]) {
      expect(rooms.tryIdFromString(id)).toBe(id);
      expect(sameKey.tryIdFromString(id)).toBe(id);
      expect(other.tryIdFromString(id)).toBeUndefined();
      expect(us.tryIdFromString(id)).toBeUndefined();
    }
    const id = eu.idFromName("lobby");
    expect(eu.tryIdFromString(id)).toBe(id);
    expect(sameKey.jurisdiction("eu").tryIdFromString(id)).toBe(id);
    expect(eu.tryIdFromString(rooms.idFromName("lobby"))).toBeUndefined();
  });

  it("tryIdFromString accepts an ID of another jurisdiction table only if it is valid under its own table", () => {
    const mars = new DurableObjectNamespace({ uniqueKey, jurisdictions: { mars: 1 } });
    const id = mars.newUniqueId({ jurisdiction: "mars" });
    expect(mars.tryIdFromString(id)).toBe(id);
    expect(rooms.tryIdFromString(id)).toBeUndefined();
    expect(mars.tryIdFromString(eu.newUniqueId())).toBeUndefined();
  });

  it("tryIdFromString never throws for any value", () => {
    const digits = String(rooms.idFromName("a"));
    const values = [
      undefined,
      null,
      1,
      Symbol("x"),
      {},
      [digits],
      Object(digits),
      other.idFromName("a"),
      Object.create(rooms.idFromName("a")),
      new Proxy(rooms.idFromName("a"), {}),
      "",
      "x",
      `${digits} `,
    ];
    expect(values.map((value) => rooms.tryIdFromString(value))).toEqual(values.map(() => undefined));
    expect(rooms.tryIdFromString(digits.toUpperCase())).toBeInstanceOf(DurableObjectId);
  });

  it("uses the given random bytes", () => {
    const drawn: number[] = [];
    const randomBytes = (length: number) => {
      drawn.push(length);
      return new Uint8Array(length).fill(0xab);
    };
    const namespace = new DurableObjectNamespace({ uniqueKey, randomBytes });
    expect(String(namespace.newUniqueId()).slice(0, 32)).toBe("ab".repeat(16));
    expect(String(namespace.newUniqueId({ jurisdiction: "us" })).slice(0, 32)).toBe(`${"ab".repeat(15)}04`);
    expect(drawn).toEqual([16, 16]);
  });

  it("throws an error without connect", () => {
    const expected = {
      class: Error,
      code: ErrorCode.noConnect,
      message: "This namespace can't reach objects: pass `connect: (id, options) => stub` to its constructor.",
    };
    expect(thrown(() => other.get(other.idFromName("a")))).toEqual(expected);
    expect(thrown(() => other.getByName("a"))).toEqual(expected);
  });

  it("passes get's options to connect, converted and without unknown fields", () => {
    const options: object = {
      locationHint: 5,
      routingMode: "primary-only",
      version: { cohort: 5, more: 1 },
      retry: { maxRetries: 2, timeoutMs: 1000, more: 1 },
      more: 1,
    };
    expect(rooms.getByName("a", options).options).toStrictEqual({
      locationHint: "5",
      routingMode: "primary-only",
      version: { cohort: "5" },
      retry: { maxRetries: 2, timeoutMs: 1000 },
    });
    const empty: object = { version: {}, retry: { maxRetries: undefined, timeoutMs: 500 } };
    expect(rooms.getByName("a", empty).options).toStrictEqual({ version: {}, retry: { timeoutMs: 500 } });
    expect(rooms.getByName("a", { version: null, retry: null } as object).options).toStrictEqual({});
    expect(rooms.getByName("a", null).options).toStrictEqual({});
  });

  it("copies the checked options", () => {
    const retry = { maxRetries: 2 };
    const { options } = rooms.getByName("a", { retry });
    retry.maxRetries = 99;
    expect(options).toEqual({ retry: { maxRetries: 2 } });
  });

  it("reports a wrong field of get's options as an argument error", () => {
    const fault = (options: object) => thrown(() => rooms.getByName("a", options));
    for (const [options, named] of [
      [{ retry: 5 }, "retry.*GetDurableObjectOptions.*RetryOptions"],
      [{ retry: { maxRetries: "2" } }, "maxRetries.*RetryOptions.*number"],
      [{ retry: { timeoutMs: null } }, "timeoutMs.*RetryOptions.*number"],
      [{ retry: { maxRetries: 11 } }, "maxRetries.*0.*10"],
      [{ retry: { maxRetries: -1 } }, "maxRetries"],
      [{ retry: { maxRetries: 1.5 } }, "maxRetries"],
      [{ retry: { timeoutMs: 499 } }, "timeoutMs.*500.*60000"],
      [{ retry: { timeoutMs: 60_001 } }, "timeoutMs"],
      [{ version: 5 }, "version.*GetDurableObjectOptions.*VersionOptions"],
    ] as const) {
      expect(fault(options)).toMatchObject({ code: ErrorCode.argument, message: expect.stringMatching(named) });
    }
  });

  it("takes every option within its limits, and functions for objects", () => {
    for (const retry of [{ maxRetries: 0 }, { maxRetries: 10 }, { timeoutMs: 500 }, { timeoutMs: 60_000 }]) {
      expect(rooms.getByName("a", { retry }).options).toEqual({ retry });
    }
    const options: object = Object.assign(() => 1, { locationHint: "weur" });
    expect(rooms.getByName("a", options).options).toEqual({ locationHint: "weur" });
  });

  it("passes connect the same ID object that get received", () => {
    const id = rooms.idFromName("a");
    expect(rooms.get(id).id).toBe(id);
  });
});
