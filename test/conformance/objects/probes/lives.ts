import { type AnyStub, answers, call, type ObjectProbe, outcomeOf, same, stubOf } from "../probe.js";
import type { Seen } from "../room.js";
import { viewOf } from "../thrown.js";

/** When objects are made, and what they see. */
export const lifeProbes: readonly ObjectProbe[] = [
  answers("an object keeps its state", [1, 2, 3], async (env, name) => {
    const stub = stubOf(env, name);
    return [await call(stub, "count"), await call(stub, "count"), await call(stubOf(env, name), "count")];
  }),
  answers("whichever way its ID comes", [1, 2], async ({ rooms }) => {
    const id = rooms.newUniqueId();
    return [await call(rooms.get(id), "count"), await call(rooms.get(rooms.idFromString(String(id))), "count")];
  }),
  answers("each ID has an object of its own", [1, 1, 1], ({ rooms }, name) =>
    Promise.all(
      [rooms.getByName(name), rooms.getByName(`${name}, other`), rooms.get(rooms.newUniqueId())].map((stub) =>
        call(stub, "count"),
      ),
    ),
  ),
  answers("concurrent first calls make it once, and arrive in order", [[1, 2, "later", 3], 1], async (env, name) => {
    const stub = stubOf(env, name);
    const calls = [
      call(stub, "count"),
      call(stub, "count"),
      call(stub, "later", "later"),
      call(stubOf(env, name), "count"),
    ];
    return [await Promise.all(calls), await call(stub, "constructions")];
  }),
  answers("a failed constructor is tried again", ["RangeError: not yet", 1, 2], async (env, name) => {
    const stub = () => stubOf(env, `fails once, ${name}`);
    const first = await outcomeOf(call(stub(), "count"));
    return [first, await call(stub(), "count"), await call(stub(), "constructions")];
  }),
  answers("all that wait for it fail", [["RangeError: not yet", "RangeError: not yet"], 2], async (env, name) => {
    const stub = () => stubOf(env, `fails once, ${name}`);
    const failed = stub();
    const outcomes = await Promise.all([outcomeOf(call(failed, "count")), outcomeOf(call(failed, "count"))]);
    return [outcomes, await call(stub(), "constructions")];
  }),
  answers("a failed constructor, by the stub that saw it fail", "RangeError: not yet", async (env, name) => {
    const stub = stubOf(env, `fails once, ${name}`);
    await outcomeOf(call(stub, "count"));
    return outcomeOf(call(stub, "count"));
  }),
  ...["fails once", "block fails once"].map((kind) =>
    same(`all that the caller gets where it ${kind}`, (env, name) =>
      call(stubOf(env, `${kind}, ${name}`), "count").catch(viewOf),
    ),
  ),
  ...([undefined, "why", new RangeError("why")] as const).map((reason) =>
    same(`abort with ${reason}`, async (env, name) => {
      const stub = stubOf(env, name);
      const running = call(stub, "later", "never").catch(viewOf);
      const aborted = await call(stub, "abort", reason).catch(viewOf);
      const after = await call(stub, "count").catch(viewOf);
      return [await running, aborted, after, await call(stubOf(env, name), "constructions")];
    }),
  ),
  answers("blockConcurrencyWhile in a method", [5, ["before", "after", "log"]], async (env, name) => {
    const stub = stubOf(env, name);
    return Promise.all([call(stub, "block"), call(stub, "log", "log")]);
  }),
  same("blockConcurrencyWhile that fails in a method that catches it", (env, name) =>
    call(stubOf(env, name), "catchBlock").catch(viewOf),
  ),
  answers(
    "blockConcurrencyWhile holds calls back",
    [
      ["ready", "first"],
      ["ready", "first", "second"],
    ],
    (env, name) => {
      const stub = stubOf(env, `blocks, ${name}`);
      return Promise.all([call(stub, "log", "first"), call(stub, "log", "second")]);
    },
  ),
  answers("where it fails, the object is made anew", ["RangeError: not ready", 1, 2], async (env, name) => {
    const stub = () => stubOf(env, `block fails once, ${name}`);
    const first = await outcomeOf(call(stub(), "count"));
    return [first, await call(stub(), "count"), await call(stub(), "constructions")];
  }),
  answers("waitUntil", "at work", (env, name) => call(stubOf(env, name), "background")),
  answers("waitUntil of a promise that rejects", ["at work", "at work", 1], async (env, name) => {
    const stub = stubOf(env, name);
    const first = await call(stub, "rejected");
    await new Promise((done) => setTimeout(done, 5));
    return [first, await call(stub, "rejected"), await call(stub, "constructions")];
  }),
  answers("env leads to other objects", "next door", (env, name) => call(stubOf(env, name), "neighbour", "next door")),
  ...[
    ["foo", "foo"],
    ["", ""],
    ["\ufeffx", "\ufeffx"],
    ["\ud800x", "\ufffd\ufffd\ufffdx"],
    ["a".repeat(1_024), "a".repeat(1_024)],
    ["a".repeat(1_025), undefined],
    ["é".repeat(512), "é".repeat(512)],
    ["é".repeat(513), undefined],
  ].map(([name = "", seen], i) =>
    answers(`ctx.id, by a name: number ${i}`, [seen, true, undefined, ["jurisdiction", "name"]], ({ rooms }) =>
      seenBy(rooms.getByName(name)),
    ),
  ),
  answers("ctx.id, by idFromString", [undefined, true, undefined, ["jurisdiction", "name"]], ({ rooms }, name) =>
    seenBy(rooms.get(rooms.idFromString(String(rooms.idFromName(name))))),
  ),
  answers("ctx.id, by newUniqueId", [undefined, true, undefined, ["jurisdiction", "name"]], ({ rooms }) =>
    seenBy(rooms.get(rooms.newUniqueId())),
  ),
  answers("the call that makes the object gives it its name", [undefined, undefined], async ({ rooms }, name) => {
    const id = rooms.idFromName(name);
    const [first] = await seenBy(rooms.get(rooms.idFromString(String(id))));
    const [second] = await seenBy(rooms.get(id));
    return [first, second];
  }),
];

/** What the object sees of its ID: its name, whether the digits are the stub's, its jurisdiction, its keys. */
async function seenBy(stub: unknown): Promise<unknown[]> {
  const { name, digits, jurisdiction, keys } = (await call(stub, "seen")) as Seen;
  return [name, digits === String((stub as AnyStub).id), jurisdiction, keys];
}
