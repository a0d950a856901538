/** Values that go through RPC in the probes, as arguments and as results. Runs on both sides. */

class Own {
  readonly field = 1;
}
class Tagged {
  readonly [Symbol.toStringTag] = "a tag of its own";
}
class OwnMap extends Map<unknown, unknown> {}
class OwnList extends Array<unknown> {}

/** Makes a value, by a name. */
export const SENT: Readonly<Record<string, (env: Record<string, unknown>) => unknown>> = {
  "an object of a class": () => new Own(),
  "an object of a class in data": () => ({ list: [new Own()] }),
  "an object of a class with a tag": () => new Tagged(),
  "an object without a prototype": () => Object.assign(Object.create(null) as object, { a: 1 }),
  "an object with a prototype of its own": () => Object.assign(Object.create({ x: 1 }) as object, { a: 1 }),
  "a subclass of Map": () => new OwnMap([[1, 2]]),
  "a subclass of Array": () => OwnList.of(1, 2),
  "an array with holes and properties": () => Object.assign([1, undefined, 3], { x: 1 }),
  "a function in data": () => ({ run: () => 1 }),
  "a class": () => Own,
  "a getter, and a hidden property": () =>
    Object.defineProperty(
      {
        get a() {
          return 5;
        },
      },
      "b",
      { value: 2 },
    ),
  "a symbol as a key": () => ({ [Symbol("x")]: 1, a: 1 }),
  "a symbol in data": () => ({ a: Symbol("x") }),
  "a WeakMap": () => new WeakMap(),
  "a generator": () =>
    (function* () {
      yield 1;
    })(),
  "an iterator": () => [1].values(),
  "boxed primitives": () => [Object(1), Object("s"), Object(true), Object(5n)],
  "a regular expression": () => /a/gi,
  "bytes, and a part of bytes": () => [Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3).subarray(1), new ArrayBuffer(2)],
  "a bigint, -0, NaN": () => [5n, Object.is(-0, -0), Number.NaN],
  "a URL": () => new URL("http://object/"),
  "search parameters": () => new URLSearchParams("a=1"),
  "a TextEncoder": () => new TextEncoder(),
  "an AbortController": () => new AbortController(),
  "a form": () => new FormData(),
  "a Response": () => new Response("x"),
  "a Request": () => new Request("http://object/"),
  headers: () => new Headers({ a: "b" }),
  "a stream": () => new Response("x").body,
  "a blob": () => new Blob(["x"]),
  "an ID": ({ rooms }) => (rooms as { idFromName(name: string): unknown }).idFromName("x"),
  "an ID in data": ({ rooms }) => [(rooms as { idFromName(name: string): unknown }).idFromName("x")],
  "a namespace": ({ rooms }) => rooms,
  "a key __proto__": () => JSON.parse('{"__proto__": {"a": 1}}') as unknown,
};

/** All that there is to see of a value that arrived. */
export function describe(value: unknown, depth = 0): string {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null || depth > 4) return `${typeof value} ${String(value)}`;
  const items = value instanceof Map || value instanceof Set ? [...value].map((item) => describe(item, depth + 1)) : [];
  const entries = Object.entries(value).filter(([key]) => key !== "stack");
  const own = entries.map(([key, item]) => `${key}: ${describe(item, depth + 1)}`);
  const length = Array.isArray(value) ? ` of ${value.length}` : "";
  return `${value.constructor.name}${length} {${[...own, ...items].join(", ")}}`;
}
