import { call, type ObjectProbe, same, stubOf } from "../probe.js";
import { STORED } from "../stored.js";

/** The storage of `host` without options, and of an object that is backed by SQLite. */
export const storedProbes: readonly ObjectProbe[] = Object.keys(STORED).map((which) =>
  same(`storage: ${which}`, (env, name) => call(stubOf(env, name), "stored", which)),
);
