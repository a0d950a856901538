import { describe, expect, it } from "vitest";
import { DurableObjectNamespace, type PackedThrown, packError, unpackError } from "../src/index.js";
import { copyError } from "../src/namespace/packed-value.js";
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

/** As in test/conformance/objects, where workerd is asked. */
describe("since 2026-04-21", () => {
  const id = new DurableObjectNamespace({ uniqueKey: "a" }).idFromName("x");
  const withId = (is: string, message: string, own: object = {}) => ({
    ...error(is, message),
    "own durableObjectId": "string",
    ...own,
  });

  it.each<[which: string, expected: object]>([
    ["an Error", withId("Error", "plain")],
    ["a SyntaxError", withId("SyntaxError", "syntax")],
    [
      "a class of one's own, with a name",
      withId("Error", "no seat", { name: "Full", "own name": "Full", "own seats": 0 }),
    ],
    ["a subclass of RangeError", withId("RangeError", "too late")],
    ["a native name that was assigned", withId("RangeError", "named")],
    ["an empty name", withId("Error", "named", { name: "", "own name": "" })],
    [
      "properties of its own",
      withId("Error", "own", { "own code": "E_OWN", "own n": 5, "own detail": { is: "Object", "own a": [1] } }),
    ],
    ["a property that can't be sent", error("Error", "own")],
    ["a hidden property", withId("Error", "own", { "own hidden": 1 })],
    ["a stack of its own", withId("Error", "own")],
    ["a cause", withId("Error", "outer", { "own cause": { is: "RangeError", name: "RangeError", message: "inner" } })],
    ["a cause that is undefined", withId("Error", "outer", { "own cause": undefined })],
    ["a cause that is the error", error("Error", "in itself")],
    [
      "an AggregateError",
      withId("AggregateError", "both", { "own errors": [{ is: "RangeError", name: "RangeError", message: "a" }, 5] }),
    ],
    ["a DOMException", { is: "DOMException", name: "AbortError", message: "gone", "own remote": true }],
    ["a frozen error", error("Error", "frozen")],
    ["a string", error("Error", "text")],
    ["null", error("Error", "null")],
    ["an object", { is: "Object", "own durableObjectId": "string", "own name": "n", "own remote": true }],
    ["an array", { is: "Array", "own 0": 1, "own 1": 2, "own durableObjectId": "string", "own remote": true }],
    ["a Date", { is: "Date", "own remote": true }],
    ["a Response", error("Error", "#<Response>")],
    ["an object of a class", { is: "Object", "own durableObjectId": "string", "own remote": true, "own row": 5 }],
    ["an object with a method", error("Error", "[object Object]")],
  ])("%s", (which, expected) => {
    expect(viewOf(unpackError(packError(THROWN[which](), { id })))).toEqual(expected);
  });

  it("without an ID, there is none to find", () => {
    expect(viewOf(unpackError(packError(new Error("plain"))))).toEqual(error("Error", "plain"));
  });

  it("a name or a message that is not a string counts as empty", () => {
    const thrown = Object.assign(new Error("x"), { name: 5, message: { toString: () => "y" } });
    expect(packError(thrown)).toMatchObject({ error: { type: "Error", message: "", name: "" } });
  });

  it("a DOMException has no properties of its own", () => {
    const thrown = Object.assign(new DOMException("gone", "AbortError"), { own: 1 });
    expect(packError(thrown)).toEqual({ error: { type: "DOMException", message: "gone", name: "AbortError" } });
  });

  it("copied properties are like any others", () => {
    const copy = unpackError(packError(new Error("x", { cause: 1 }))) as object;
    const shape = { value: 1, writable: true, enumerable: true, configurable: true };
    expect(Object.getOwnPropertyDescriptor(copy, "cause")).toEqual(shape);
  });

  it.each<[thrown: unknown, expected: object]>([
    [new Error("x", { cause: null }), withId("Error", "x", { "own cause": null })],
    [new Blob(["x"]), error("Error", "#<Blob>")],
    [Object.assign(new Error("m"), { name: "Mine", run: () => 1 }), error("Error", "m")],
    [{ [Symbol.toStringTag]: "[object Error", message: "m" }, error("Error", "#<Object>")],
    [{ [Symbol.toStringTag]: "Error] x", message: "m" }, error("Error", "#<Object>")],
  ])("%j", (thrown, expected) => {
    expect(viewOf(unpackError(packError(thrown, { id })))).toEqual(expected);
  });

  it("copyError copies an error as a value: without `remote`", () => {
    expect(viewOf(copyError(new RangeError("x")))).toEqual({ is: "RangeError", name: "RangeError", message: "x" });
  });

  it("an object without a class of its own is shown as one", () => {
    const thrown = { run: () => 1, constructor: { name: "" } };
    expect(packError(thrown)).toEqual({ error: { type: "Error", message: "#<Object>" } });
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
      { value: null },
      { list: 5 },
      { list: new Uint8Array() },
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
    const message = expect.stringMatching("unpackError.*durable-id.*1.*PackedThrown");
    expect(() => unpackError(packed as PackedThrown)).toThrow(
      expect.objectContaining({ code: "ERR_DO_ARGUMENT", message }),
    );
  });

  it("can be empty: a list without values, and an AggregateError without errors", () => {
    expect(viewOf(unpackError({ list: [] }))).toEqual({ is: "Array", "own remote": true });
    expect(unpackError({ error: { type: "AggregateError", message: "m" } })).toHaveProperty("errors", []);
  });

  it("can't be unpacked from lists that are nested deeper than the stack", () => {
    const deep = JSON.parse(`${'{"list":['.repeat(50_000)}${"]}".repeat(50_000)}`) as PackedThrown;
    expect(() => unpackError(deep)).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT" }));
  });
});
