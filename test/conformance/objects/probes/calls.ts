import { answers, call, differs, fails, fetchOf, type ObjectProbe, stubOf } from "../probe.js";

const lacks = (method: string) => `TypeError: The RPC receiver does not implement the method "${method}".`;

/** Methods and `fetch`: arguments, results and errors. */
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
  differs(
    "an object of a class as an argument",
    {
      library: "true",
      workerd:
        'throws DOMException: Could not serialize object of type "Own". This type does not support serialization.',
      why: "what has a class of its own goes by reference: a host is one process",
    },
    async (env, name) => {
      class Own {}
      const own = new Own();
      const [back] = (await call(stubOf(env, name), "echo", own)) as unknown[];
      return back === own;
    },
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
  fails("a getter called", 'TypeError: "title" is not a function.', (env, name) => call(stubOf(env, name), "title")),
  differs(
    "a getter read",
    { library: '"function"', workerd: '"string"', why: "a host has methods alone: no properties, no pipelines" },
    async (env, name) => typeof (await stubOf(env, name).title),
  ),
  differs(
    "a handler of the platform's, called",
    {
      library: `throws ${lacks("alarm")}`,
      workerd: "throws TypeError: 'alarm' is a reserved method and cannot be called over RPC.",
      why: "a host has no alarms of its own: whoever tests them calls them",
    },
    (env, name) => call(stubOf(env, name), "alarm"),
  ),
  fails("an error of a method", "RangeError: mine", (env, name) => call(stubOf(env, name), "fail")),
  fails("an error of a method, later", "TypeError: mine, later", (env, name) => call(stubOf(env, name), "failLater")),
  differs(
    "something else thrown",
    { library: 'throws "no error at all"', workerd: "throws Error: no error at all", why: "it is carried as it is" },
    (env, name) => call(stubOf(env, name), "failOddly"),
  ),
  answers("the object lives on after an error", [1, 2], async (env, name) => {
    const stub = stubOf(env, name);
    const before = await call(stub, "count");
    await call(stub, "fail").catch(() => undefined);
    return [before, await call(stub, "count")];
  }),
  answers("fetch of a URL", [201, "1", "POST /a hi", true], async (env, name) => {
    const response = await fetchOf(stubOf(env, name), "http://object/a", { method: "POST", body: "hi" });
    return [response.status, response.headers.get("x-room"), await response.text(), response instanceof Response];
  }),
  answers("fetch of a Request, and of a URL object", ["GET /b ", "GET /c "], async (env, name) => {
    const stub = stubOf(env, name);
    const responses = [
      await fetchOf(stub, new Request("http://object/b")),
      await fetchOf(stub, new URL("http://object/c")),
    ];
    return Promise.all(responses.map((response) => response.text()));
  }),
  answers("fetch of no URL", true, async (env, name) => {
    try {
      await fetchOf(stubOf(env, name), "/nowhere");
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  }),
  fails("an error in fetch", "RangeError: mine, in fetch", (env, name) =>
    fetchOf(stubOf(env, name), "http://object/fail"),
  ),
];
