import { type Probe, returns, throws, view } from "../probe.js";

/** What the format gives for this name under the key of `rooms`. */
const FOO = "31aef73fa41cf3a21a56fd42eea25d76fb2a5fd8186956e191c6d43e2075c3b5";
const NO_STRING =
  "TypeError: Failed to execute 'idFromName' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.";
const NO_SYMBOL = "TypeError: Cannot convert a Symbol value to a string";

/** What is no string, and the name that it becomes. */
const COERCED: readonly (readonly [what: string, value: unknown, name: string])[] = [
  ["undefined", undefined, "undefined"],
  ["null", null, "null"],
  ["a number", 123, "123"],
  ["minus zero", -0, "0"],
  ["NaN", Number.NaN, "NaN"],
  ["a big integer", 10n, "10"],
  ["a boolean", true, "true"],
  ["an array", ["a", ["b", 1]], "a,b,1"],
  ["an object", {}, "[object Object]"],
  ["an object with valueOf and toString", { valueOf: () => "v", toString: () => "s" }, "s"],
  ["an object with Symbol.toPrimitive", { [Symbol.toPrimitive]: (hint: string) => hint }, "string"],
  ["a String object", Object("boxed"), "boxed"],
];

/** Names that read back changed or could be expected to, and what they read back as. */
const READ_BACK: readonly (readonly [what: string, name: string, readBack: string])[] = [
  ["an empty name", "", ""],
  ["a NUL", "a\0b", "a\0b"],
  ["a BOM in front", "\ufeffx", "\ufeffx"],
  ["nothing but a BOM", "\ufeff", "\ufeff"],
  ["non-characters", "\ufffe\uffff\ufdd0", "\ufffe\uffff\ufdd0"],
  ["a replacement character", "\ufffd", "\ufffd"],
  ["a pair of surrogates", "😀", "😀"],
  ["composed and decomposed letters", "é\u0065\u0301", "é\u0065\u0301"],
  ["a lone high surrogate in front", "\ud800x", "\ufffd\ufffd\ufffdx"],
  ["a lone low surrogate at the end", "x\udc00", "x\ufffd\ufffd\ufffd"],
  ["two surrogates in the wrong order", "\udc00\ud800", "\ufffd".repeat(6)],
  ["a lone surrogate before a pair", "\ud83d\ud83d\ude00", "\ufffd\ufffd\ufffd😀"],
  ["a BOM and a lone surrogate", "\ufeff\udfff", "\ufeff\ufffd\ufffd\ufffd"],
  ["a name longer than what is carried", "é".repeat(513), "é".repeat(513)],
];

/** `idFromName`. */
export const nameProbes: readonly Probe[] = [
  returns("idFromName gives the format's digits", FOO, ({ rooms }) => String(rooms.idFromName("foo"))),
  returns("idFromName gives the same ID each time, but not the same object", [true, false], ({ rooms }) => {
    const [a, b] = [rooms.idFromName("foo"), rooms.idFromName("foo")];
    return [a.equals(b), a === b];
  }),
  returns("idFromName tells names by case, white space and normal form", 6, ({ rooms }) => {
    const names = ["foo", "Foo", "foo ", " foo", "\u00e9", "e\u0301"];
    return new Set(names.map((name) => String(rooms.idFromName(name)))).size;
  }),
  returns("namespaces with the same key give the same IDs", true, ({ rooms, again }) =>
    rooms.idFromName("foo").equals(again.idFromName("foo")),
  ),
  returns("namespaces with different keys give different IDs", false, ({ rooms, other }) =>
    rooms.idFromName("foo").equals(other.idFromName("foo")),
  ),
  throws("idFromName()", NO_STRING, ({ rooms }) => rooms.idFromName()),
  throws("idFromName(symbol)", NO_SYMBOL, ({ rooms }) => rooms.idFromName(Symbol("x"))),
  throws("idFromName(without toString)", "TypeError: Cannot convert object to primitive value", ({ rooms }) =>
    rooms.idFromName(Object.create(null)),
  ),
  throws("idFromName(toString throws)", "RangeError: mine", ({ rooms }) =>
    rooms.idFromName({
      toString() {
        throw new RangeError("mine");
      },
    }),
  ),
  returns("idFromName ignores further arguments", "a", ({ rooms }) => rooms.idFromName("a", "b").name),
  returns("idFromName converts once", 1, ({ rooms }) => {
    let count = 0;
    rooms.idFromName({ toString: () => String(++count) });
    return count;
  }),
  ...COERCED.map(([what, value, name]) =>
    returns(`idFromName(${what})`, [name, true], ({ rooms }) => {
      const id = rooms.idFromName(value);
      return [id.name, id.equals(rooms.idFromName(name))];
    }),
  ),
  ...READ_BACK.map(([what, name, readBack]) =>
    returns(`idFromName reads back: ${what}`, readBack, ({ rooms }) => rooms.idFromName(name).name),
  ),
  // That the IDs are equal too, digit by digit, is shown by the mass comparison; these have no expected digits here.
  ...READ_BACK.map(([what, name]) =>
    returns(`a name and what it reads back as: ${what}`, !name.match(/\p{Surrogate}/u), ({ rooms }) => {
      const id = rooms.idFromName(name);
      return id.equals(rooms.idFromName(id.name));
    }),
  ),
  returns(
    "an ID of idFromName has no jurisdiction",
    undefined,
    ({ rooms }) => view(rooms.idFromName("a")).jurisdiction,
  ),
];
