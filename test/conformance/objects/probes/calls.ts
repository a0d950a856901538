import { answers, call, fails, type ObjectProbe, same, stubOf } from "../probe.js";
import { viewOf } from "../thrown.js";

const lacks = (method: string) => `TypeError: The RPC receiver does not implement the method "${method}".`;

/** Methods and properties: arguments, results and errors. */
export const callProbes: readonly ObjectProbe[] = [
  answers("primitives and data, there and back", [1, "a", [1, { b: 2 }], null, undefined, 5], (env, name) =>
    call(stubOf(env, name), "echo", 1, "a", [1, { b: 2 }], null, undefined, 5),
  ),
  answers("structured data, there and back", [true, 0, 3, true, "x"], async (env, name) => {
    const sent = [new Map([[1, 2]]), new Date(0), new Uint8Array(3), new RangeError("x")];
    const [map, date, bytes, error] = (await call(stubOf(env, name), "echo", ...sent)) as typeof sent;
    return [
      map instanceof Map,
      +date,
      (bytes as Uint8Array).length,
      error instanceof RangeError,
      (error as Error).message,
    ];
  }),
  answers("no arguments", [], (env, name) => call(stubOf(env, name), "echo")),
  answers("arguments are copies", [1, 0], async (env, name) => {
    const value: { list: number[] } = { list: [] };
    return [await call(stubOf(env, name), "mutate", value), value.list.length];
  }),
  answers("made when the method is called", [[1]], (env, name) => {
    const value = [1];
    const result = call(stubOf(env, name), "echo", value);
    value.push(2);
    return result;
  }),
  answers("a function as an argument", 5, async (env, name) => {
    const [answer] = (await call(stubOf(env, name), "echo", () => 5)) as [() => unknown];
    return answer();
  }),
  answers("a Response as an argument", "text", async (env, name) => {
    const [response] = (await call(stubOf(env, name), "echo", new Response("text"))) as [Response];
    return response.text();
  }),
  fails("a symbol as an argument", "DOMException: Symbol(x) could not be cloned.", (env, name) =>
    call(stubOf(env, name), "echo", Symbol("x")),
  ),
  answers("which is told by the promise", "later", (env, name) => {
    try {
      call(stubOf(env, name), "echo", Symbol("x")).catch(() => undefined);
      return "later";
    } catch {
      return "at once";
    }
  }),
  fails("a symbol as the result", "DOMException: Symbol(x) could not be cloned.", (env, name) =>
    call(stubOf(env, name), "unsendable"),
  ),
  answers("a method without a result", undefined, (env, name) => call(stubOf(env, name), "nothing")),
  answers("a method that answers later", "later", (env, name) => call(stubOf(env, name), "later", "later")),
  answers("an inherited method", "inherited", (env, name) => call(stubOf(env, name), "inherited")),
  answers("a method taken off its stub", [1], (env, name) => {
    const { echo } = stubOf(env, name) as unknown as { echo(value: number): unknown };
    return echo(1);
  }),
  ...["nope", "", "#count", "own", "plain", 'a b"'].map((method) =>
    fails(`a method that the class lacks: ${JSON.stringify(method)}`, lacks(method), (env, name) =>
      call(stubOf(env, name), method),
    ),
  ),
  ...["nope", "alarm", "title"].map((method) =>
    same(`all that a caller gets of ${method}, which can't be called`, (env, name) =>
      call(stubOf(env, name), method).catch(viewOf),
    ),
  ),
  fails("a getter called", 'TypeError: "title" is not a function.', (env, name) => call(stubOf(env, name), "title")),
  ...["title", "echo", "adder", "refusing", "nope", "own", "plain", "ctx", "alarm"].map((property) =>
    same(`the property ${property}, read`, async (env, name) => {
      try {
        const value = await stubOf(env, name)[property];
        return typeof value === "function" ? "a function" : value;
      } catch (error) {
        return viewOf(error);
      }
    }),
  ),
  same("a method that was read, called", async (env, name) => {
    const echo = (await stubOf(env, name).echo) as (value: number) => unknown;
    return echo(1);
  }),
  same("a getter that returns a function, called", (env, name) => call(stubOf(env, name), "adder", 1)),
  answers("then, catch and finally of a property", ["a title", "caught", "a title"], (env, name) => {
    const { title, nope } = stubOf(env, name) as unknown as Record<string, Promise<unknown>>;
    return Promise.all([title.then((value) => value), nope.catch(() => "caught"), title.finally(() => 1)]);
  }),
  ...["alarm", "webSocketMessage", "webSocketClose", "webSocketError", "dup"].map((method) =>
    fails(
      `${method}, called`,
      `TypeError: '${method}' is a reserved method and cannot be called over RPC.`,
      (env, name) => call(stubOf(env, name), method),
    ),
  ),
  fails("an error of a method", "RangeError: mine", (env, name) => call(stubOf(env, name), "fail")),
  fails("an error of a method, later", "TypeError: mine, later", (env, name) => call(stubOf(env, name), "failLater")),
  answers("the object lives on after an error", [1, 2], async (env, name) => {
    const stub = stubOf(env, name);
    const before = await call(stub, "count");
    await call(stub, "fail").catch(() => undefined);
    return [before, await call(stub, "count")];
  }),
];
