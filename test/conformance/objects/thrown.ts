/** What objects throw in the probes, and what the caller sees of it. Runs on both sides. */

class Full extends Error {
  override readonly name = "Full";
  readonly seats = 0;
}
class Late extends RangeError {}
class Seat {
  readonly row = 5;
}

const inItself = new Error("in itself");
inItself.cause = inItself;

/** Makes what is thrown, by a name. */
export const THROWN: Readonly<Record<string, () => unknown>> = {
  "an Error": () => new Error("plain"),
  "an Error without a message": () => new Error(""),
  "a TypeError": () => new TypeError("typed"),
  "a SyntaxError": () => new SyntaxError("syntax"),
  "an EvalError": () => new EvalError("eval"),
  "a class of one's own, with a name": () => new Full("no seat"),
  "a subclass of RangeError": () => new Late("too late"),
  "a name that was assigned": () => Object.assign(new TypeError("named"), { name: "Mine" }),
  "a native name that was assigned": () => Object.assign(new TypeError("named"), { name: "RangeError" }),
  "an empty name": () => Object.assign(new TypeError("named"), { name: "" }),
  "properties of its own": () => Object.assign(new Error("own"), { code: "E_OWN", detail: { a: [1] }, n: 5 }),
  "a property that can't be sent": () => Object.assign(new Error("own"), { code: "E_OWN", run: () => 1 }),
  "a property that is an object of a class": () => Object.assign(new Error("own"), { seat: new Seat() }),
  "a hidden property": () => Object.defineProperty(new Error("own"), "hidden", { value: 1 }),
  "a stack of its own": () => Object.assign(new Error("own"), { stack: "secret" }),
  "remote: false": () => Object.assign(new Error("own"), { remote: false }),
  "a cause": () => new Error("outer", { cause: new Late("inner") }),
  "a cause of a class of one's own": () =>
    new Error("outer", { cause: new Error("middle", { cause: new Full("inner") }) }),
  "a cause that is a string": () => new Error("outer", { cause: "why" }),
  "a cause that is undefined": () => new Error("outer", { cause: undefined }),
  "a cause that is the error": () => inItself,
  "an AggregateError": () => new AggregateError([new Late("a"), 5], "both"),
  "a DOMException": () => new DOMException("gone", "AbortError"),
  "a frozen error": () => Object.freeze(new Error("frozen")),
  "a message with a prefix": () => new Error("RangeError: hi"),
  "a string": () => "text",
  "a number": () => 5,
  undefined: () => undefined,
  null: () => null,
  "a symbol": () => Symbol("s"),
  "a bigint": () => 5n,
  "an object": () => ({ message: "m", name: "n" }),
  "an array": () => [1, 2],
  "a Date": () => new Date(0),
  "a Response": () => new Response("x"),
  "an object of a class": () => new Seat(),
  "an object with a method": () => ({ toString: () => "mine" }),
};

/** All that a caller sees of an error but its stack; IDs as whether there is one. */
export function viewOf(thrown: unknown): unknown {
  if (Array.isArray(thrown) && Object.keys(thrown).every((key) => /^\d+$/.test(key))) return thrown.map(viewOf);
  if (typeof thrown !== "object" || thrown === null) return thrown;
  const view: Record<string, unknown> = { is: thrown.constructor.name };
  const { name, message } = thrown as { name?: unknown; message?: unknown };
  if (thrown instanceof Error) Object.assign(view, { name, message });
  for (const key of Object.getOwnPropertyNames(thrown).sort()) {
    if (["stack", "message", "name", "code"].includes(key) && thrown instanceof DOMException) continue;
    if (["stack", "message", "length"].includes(key) && "constructor" in thrown) continue;
    const value = (thrown as Record<string, unknown>)[key];
    // This library's own errors have a code on top of what workerd's have.
    if (key === "code" && String(value).startsWith("ERR_DO_")) continue;
    const isShown = Object.getOwnPropertyDescriptor(thrown, key)?.enumerable;
    view[`own ${isShown ? "" : "hidden "}${key}`] = key === "durableObjectId" ? typeof value : viewOf(value);
  }
  return view;
}
