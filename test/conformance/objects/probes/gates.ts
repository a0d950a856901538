import { answers, call, type ObjectProbe, stubOf } from "../probe.js";

const COUNTS = Array.from({ length: 20 }, (_, i) => i + 1);

/** Which events an object gets while it waits. */
export const gateProbes: readonly ObjectProbe[] = [
  ...["increment", "incrementInMemory"].map((method) =>
    answers(`20 calls of ${method} at once`, COUNTS, (env, name) => {
      const stub = stubOf(env, name);
      return Promise.all(COUNTS.map(() => call(stub, method)));
    }),
  ),
  answers("20 calls at once, each by a stub of its own", COUNTS, (env, name) =>
    Promise.all(COUNTS.map(() => call(stubOf(env, name), "increment"))),
  ),
  answers("3 calls that wait for something other than storage", [1, 1, 1], (env, name) => {
    const stub = stubOf(env, name);
    return Promise.all([1, 2, 3].map(() => call(stub, "incrementSlowly")));
  }),
  answers("no event during a storage operation", ["a starts", "a ends", "b starts", "b ends"], async (env, name) => {
    const stub = stubOf(env, name);
    await Promise.all([call(stub, "trace", "a"), call(stub, "trace", "b")]);
    return ((await call(stub, "trace", "c")) as string[]).slice(0, 4);
  }),
];
