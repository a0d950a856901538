import { answers, call, type ObjectProbe, same, stubOf } from "../probe.js";
import { describe, SENT } from "../sent.js";
import { viewOf } from "../thrown.js";

/** What arrives of a value. */
export const sentProbes: readonly ObjectProbe[] = [
  ...Object.entries(SENT).flatMap(([which, make]) => [
    same(`${which}, as an argument`, (env, name) =>
      call(stubOf(env, name), "received", make({ ...env })).catch(viewOf),
    ),
    same(`${which}, as the result`, (env, name) => call(stubOf(env, name), "sends", which).then(describe, viewOf)),
  ]),
  answers("a function, called by the object", ["function", { twice: 4 }], (env, name) =>
    call(stubOf(env, name), "callBack", (value: number) => ({ twice: 2 * value }), 2),
  ),
  same("a function that throws, called by the object", (env, name) => {
    const fail = () => {
      throw Object.assign(new RangeError("called back"), { code: "E_BACK" });
    };
    return call(stubOf(env, name), "callBack", fail, 2).catch(viewOf);
  }),
  answers("a stub, called by the object", ["[object Fetcher]", [], "next door"], (env, name) =>
    call(stubOf(env, name), "callStub", stubOf(env, "next door")),
  ),
];
