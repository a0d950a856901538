import { answers, call, fetchOf, type ObjectProbe, same, stubOf } from "../probe.js";
import { THROWN, viewOf } from "../thrown.js";

const caught = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => "nothing thrown", viewOf);

/** What arrives of an error, be it thrown by a method, by `fetch` or by a getter, or returned. */
export const errorProbes: readonly ObjectProbe[] = [
  ...Object.keys(THROWN).map((which) =>
    same(`a method throws ${which}`, (env, name) => caught(call(stubOf(env, name), "raise", which))),
  ),
  ...["an Error", "a class of one's own, with a name", "properties of its own", "a string", "an object"].map((which) =>
    same(`fetch throws ${which}`, (env, name) =>
      caught(fetchOf(stubOf(env, name), `http://object/raise/${encodeURIComponent(which)}`)),
    ),
  ),
  ...["an Error", "a class of one's own, with a name", "properties of its own", "a cause", "a DOMException"].map(
    (which) =>
      same(`a method returns ${which}`, async (env, name) => viewOf(await call(stubOf(env, name), "made", which))),
  ),
  ...["nope", "own", "title", "alarm", "refusing"].map((method) =>
    same(`the error of a method that can't be called: ${method}`, (env, name) =>
      caught(call(stubOf(env, name), method)),
    ),
  ),
  ...["nope", "own", "refusing"].map((property) =>
    same(`the error of a property that can't be read: ${property}`, (env, name) =>
      caught(Promise.resolve(stubOf(env, name)[property])),
    ),
  ),
  answers("the stack says where it was called from", true, (env, name) =>
    call(stubOf(env, name), "raise", "an Error").catch(({ stack }) => /^Error: plain\n +at /.test(stack)),
  ),
];
