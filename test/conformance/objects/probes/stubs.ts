import type { AnyId } from "../../probe.js";
import { type AnyStub, answers, differs, fails, type ObjectProbe, same, stubOf } from "../probe.js";

/** What a stub looks like, before anything is called. */
export const stubProbes: readonly ObjectProbe[] = [
  answers("the keys of a named stub", ["name", "id"], (env, name) => Object.keys(stubOf(env, name))),
  answers("the keys of a nameless stub", ["name", "id"], ({ rooms }) =>
    Object.keys(rooms.get(rooms.newUniqueId()) as object),
  ),
  answers("its own properties", ["name", "id"], (env, name) => Reflect.ownKeys(stubOf(env, name))),
  answers("its name", ["foo", undefined], ({ rooms }) =>
    [rooms.getByName("foo"), rooms.get(rooms.newUniqueId())].map((stub) => (stub as AnyStub).name),
  ),
  answers("its id is the very object given", true, ({ rooms }, name) => {
    const id = rooms.idFromName(name);
    return (rooms.get(id) as AnyStub).id === id;
  }),
  answers("a nameless view stays nameless", undefined, ({ rooms }) => {
    const id: AnyId = rooms.idFromString(String(rooms.idFromName("foo")));
    return (rooms.get(id) as AnyStub).name;
  }),
  answers("the property name", { value: "foo", writable: false, enumerable: true, configurable: true }, (env) =>
    Object.getOwnPropertyDescriptor(stubOf(env, "foo"), "name"),
  ),
  answers("then is none", ["undefined", false], (env, name) => {
    const stub = stubOf(env, name);
    return [typeof stub.then, "then" in stub];
  }),
  differs(
    "toJSON",
    {
      library: '"undefined"',
      workerd: '"function"',
      why: "JSON.stringify doesn't call workerd's, which is there all the same; of ours it would, and reach the object",
    },
    (env, name) => typeof stubOf(env, name).toJSON,
  ),
  answers("a stub can be awaited", true, async (env, name) => {
    const stub = stubOf(env, name);
    return (await stub) === stub;
  }),
  answers("every other name is a method", ["function", "function", "function"], (env, name) => {
    const stub = stubOf(env, name);
    return [typeof stub.echo, typeof stub.fetch, typeof stub.nope];
  }),
  answers("and is in it", [true, true, true, true], (env, name) => {
    const stub = stubOf(env, name);
    return ["echo", "fetch", "nope", "id"].map((key) => key in stub);
  }),
  answers("symbols are none", Array(4).fill("undefined"), (env, name) => {
    const stub = stubOf(env, name) as unknown as Record<symbol, unknown>;
    return [Symbol.iterator, Symbol.asyncIterator, Symbol.toPrimitive, Symbol("x")].map((key) => typeof stub[key]);
  }),
  answers("what every object has is its own", [true, true, true], (env, name) => {
    const stub = stubOf(env, name);
    const everyObject = Object.prototype as unknown as Record<string, unknown>;
    return ["toString", "hasOwnProperty", "valueOf"].map((key) => stub[key] === everyObject[key]);
  }),
  answers("its tag", "[object DurableObject]", (env, name) => Object.prototype.toString.call(stubOf(env, name))),
  answers("as a string", "[object DurableObject]", (env, name) => String(stubOf(env, name))),
  answers("as JSON", '{"name":"foo","id":{"name":"foo"}}', (env) => JSON.stringify(stubOf(env, "foo"))),
  answers(
    "the name of its class",
    "DurableObject",
    (env, name) => (stubOf(env, name).constructor as { name: string }).name,
  ),
  answers("it takes properties", [1, 2], (env, name) => {
    const stub = stubOf(env, name) as { mine?: number; echo?: unknown };
    stub.mine = 1;
    stub.echo = 2;
    return [stub.mine, stub.echo];
  }),
  fails(
    "but no other id",
    "TypeError: Cannot assign to read only property 'id' of object '#<DurableObject>'",
    (env, name) => {
      (stubOf(env, name) as { id: unknown }).id = 1;
    },
  ),
  answers("for…in", ["name", "id", "fetch", "connect"], (env, name) => {
    const keys: string[] = [];
    for (const key in stubOf(env, name)) keys.push(key);
    return keys;
  }),
  answers("names in a nameless stub", [true, true, true, false], ({ rooms }) => {
    const stub = rooms.get(rooms.newUniqueId()) as object;
    return ["name" in stub, "id" in stub, Object.hasOwn(stub, "name"), "0" in stub];
  }),
  answers("a nameless stub as JSON", '{"id":{}}', ({ rooms }) => JSON.stringify(rooms.get(rooms.newUniqueId()))),
  answers(
    "in a template, added, as a number",
    ["[object DurableObject]", "[object DurableObject]", "NaN"],
    (env, name) => {
      const stub = stubOf(env, name) as unknown as string;
      return [`${stub}`, `${stub}`, String(+stub)];
    },
  ),
  same("what is in its class", (env, name) => {
    const chain: string[] = [];
    for (let owner: object = stubOf(env, name); owner !== null; owner = Object.getPrototypeOf(owner) as object) {
      chain.push(Object.prototype.toString.call(owner), ...Object.keys(owner));
    }
    return chain;
  }),
  answers("catch and finally are methods, indices are none", ["function", "function", "undefined"], (env, name) => {
    const stub = stubOf(env, name);
    return ["catch", "finally", "0"].map((key) => typeof stub[key]);
  }),
  answers("a member is a thenable", ["function", "function", "function"], (env, name) => {
    const { echo } = stubOf(env, name) as unknown as { echo: Promise<unknown> };
    return [typeof echo.then, typeof echo.catch, typeof echo.finally];
  }),
  answers("each read gives another member, but the same fetch", [false, true, false, false], (env, name) => {
    const stub = stubOf(env, name);
    const { echo, fetch } = stub;
    return [echo === stub.echo, fetch === stub.fetch, Object.hasOwn(stub, "echo"), Object.hasOwn(stub, "fetch")];
  }),
  answers("a member as JSON, and its keys", [undefined, []], (env, name) => {
    const { echo } = stubOf(env, name);
    return [JSON.stringify({ echo }).slice(2, -1) || undefined, Object.keys(echo as object)];
  }),
  answers("its name deleted", [true, ["id"], "function"], (env, name) => {
    const stub = stubOf(env, name) as { name?: string };
    return [Reflect.deleteProperty(stub, "name"), Object.keys(stub), typeof stub.name];
  }),
  answers("spread", ["name", "id"], (env, name) => Object.keys({ ...stubOf(env, name) })),
  answers("fetch taken off it", "TypeError", (env, name) => {
    const { fetch } = stubOf(env, name) as unknown as { fetch(url: string): unknown };
    try {
      return fetch("http://object/");
    } catch (error) {
      return (error as Error).constructor.name;
    }
  }),
];
