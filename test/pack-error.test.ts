import { describe, expect, it } from "vitest";
import { DurableObjectNamespace, type PackedThrown, packError, unpackError } from "../src/index.js";
import { THROWN, viewOf } from "./conformance/objects/thrown.js";

/*
 * What the newest workerd makes of the same errors is asked in test/conformance/objects. This file has what the pinned release
 * answered for a compatibility date before 2026-04-21.
 */

const OLDER = { compatibilityDate: "2026-04-20" };
const arrived = (thrown: unknown) => viewOf(unpackError(packError(thrown, OLDER)));
const error = (is: string, message: string) => ({ is, name: is, message, "own remote": true });

describe("before 2026-04-21", () => {
  it.each([
    ["an Error", error("Error", "plain")],
    ["a TypeError", error("TypeError", "typed")],
    ["a class of one's own, with a name", error("Error", "Full: no seat")],
    ["a subclass of RangeError", error("RangeError", "too late")],
    ["a name that was assigned", error("Error", "Mine: named")],
    ["a native name that was assigned", error("RangeError", "named")],
    ["an empty name", error("Error", "named")],
    ["properties of its own", error("Error", "own")],
    ["a cause", error("Error", "outer")],
    ["a DOMException", { is: "DOMException", name: "AbortError", message: "gone", "own remote": true }],
    ["a message with a prefix", error("Error", "RangeError: hi")],
    ["a string", error("Error", "text")],
    ["a number", error("Error", "5")],
    ["undefined", error("Error", "undefined")],
    ["a symbol", error("Error", "Symbol(s)")],
    ["an object", error("Error", "#<Object>")],
    ["an array", error("Error", "[object Array]")],
    ["a Date", error("Error", "[object Date]")],
    ["an object with a method", error("Error", "[object Object]")],
  ])("%s", (which, expected) => {
    expect(arrived(THROWN[which]())).toEqual(expected);
  });
});

describe("a packed error", () => {
  const id = new DurableObjectNamespace({ uniqueKey: "a" }).idFromName("x");

  it("survives JSON and structuredClone, with errors in its properties", () => {
    const inner = Object.assign(new RangeError("inner"), { code: "E_INNER" });
    const thrown = Object.assign(new AggregateError([inner], "outer", { cause: inner }), { name: "Mine" });
    const packed = packError(thrown, { id });
    const expected = viewOf(unpackError(packed));
    expect(expected).toMatchObject({ is: "Error", name: "Mine", "own durableObjectId": "string", "own remote": true });
    expect(viewOf(unpackError(structuredClone(packed)))).toEqual(expected);
    const parsed = unpackError(JSON.parse(JSON.stringify(packed)) as PackedThrown) as typeof thrown;
    expect(viewOf(parsed)).toEqual(expected);
    for (const copy of [parsed.cause, parsed.errors[0]]) expect(copy).toBeInstanceOf(RangeError);
  });

  it("has no stack of the object's process", () => {
    const thrown = Object.assign(new Error("x"), { stack: "secret" });
    expect(JSON.stringify(packError(thrown))).not.toContain("secret");
    expect((unpackError(packError(thrown)) as Error).stack).not.toContain("secret");
  });

  it("with a key __proto__ doesn't change a prototype", () => {
    const thrown = Object.defineProperty(new Error("x"), "__proto__", { value: { polluted: 1 }, enumerable: true });
    const got = unpackError(packError(thrown)) as Error & { polluted?: number };
    expect([got.polluted, got instanceof Error, Object.hasOwn(got, "__proto__")]).toEqual([undefined, true, true]);
  });

  it.each(["2026", "2026-4-21", ""])("is refused for the compatibility date %j", (compatibilityDate) => {
    expect(() => packError(new Error("x"), { compatibilityDate })).toThrow(
      expect.objectContaining({ code: "ERR_DO_ARGUMENT" }),
    );
  });

  it.each([
    ...[
      undefined,
      null,
      5,
      {},
      { value: 5 },
      { list: 5 },
      { list: ["x"] },
      { list: [null] },
      { error: null },
      { error: "x" },
    ],
    ...[{ error: {} }, { error: { type: "Error", message: {} } }, { error: { type: 5, message: "" } }],
    ...[{ type: "DOMException", message: "", name: {} }].map((error) => ({ error })),
    ...[5, { a: 5 }, { cause: { error: 5 } }].map((properties) => ({
      error: { type: "Error", message: "", properties },
    })),
  ])("can't be unpacked from %j", (packed) => {
    expect(() => unpackError(packed as PackedThrown)).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT" }));
  });

  it("can't be unpacked from lists that are nested deeper than the stack", () => {
    const deep = JSON.parse(`${'{"list":['.repeat(50_000)}${"]}".repeat(50_000)}`) as PackedThrown;
    expect(() => unpackError(deep)).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT" }));
  });
});
