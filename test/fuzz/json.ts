import type { SeededRandom } from "../../support/random.js";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const VALUES: readonly Json[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    0.5,
    1e308,
    -0,
    2 ** 31,
    2 ** 53,
    "",
    "0",
    "x",
    "../x",
    "\ud800",
    "\0",
    "é".repeat(40),
  ],
  ...[[], {}, [null], [[]], { a: 1 }, "9".repeat(400), "0".repeat(64)],
];
const NAMES = ["__proto__", "", "a", "0", "length", "constructor", "toString", "error", "value", "list"];

/** The bytes of a value. */
export const jsonBytes = (value: Json): Uint8Array => Buffer.from(JSON.stringify(value));

/** The value of bytes; undefined if they are not JSON. */
export function parseJson(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

/** Changes one or two places of a value, however deep they are. */
export function mutateJson(random: SeededRandom, value: Json): Json {
  const once = changed(random, value);
  return random.below(3) === 0 ? changed(random, once) : once;
}

function changed(random: SeededRandom, value: Json): Json {
  if (typeof value !== "object" || value === null || random.below(8) === 0) return otherValue(random, value);
  const entries: [string, Json][] = Object.entries(value);
  const at = random.below(entries.length + 1);
  if (at === entries.length) {
    const copied = entries.length > 0 && random.below(2) === 0 ? random.pick(entries)[1] : random.pick(VALUES);
    entries.splice(random.below(at + 1), 0, [random.pick(NAMES), copied]);
  } else if (random.below(4) === 0) entries.splice(at, 1);
  else entries[at] = [entries[at][0], changed(random, entries[at][1])];
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

function otherValue(random: SeededRandom, value: Json): Json {
  if (random.below(3) === 0) return random.pick(VALUES);
  if (typeof value === "number") return value + random.pick([1, -1, 0.5, 2 ** 32, -value, value]);
  if (typeof value === "string") {
    const at = random.below(value.length + 1);
    return value.slice(0, at) + random.pick(["", "x", "\0", "é", "/"]) + value.slice(at + random.below(2));
  }
  return random.pick(VALUES);
}
