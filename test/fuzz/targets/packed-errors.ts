import { type PackedThrown, packError, unpackError } from "../../../src/index.js";
import { type Json, jsonBytes, mutateJson, parseJson } from "../json.js";
import { requireCoded, requireTrue } from "../require.js";
import type { Target } from "../target.js";

const THROWN: readonly unknown[] = [
  new Error("plain"),
  Object.assign(new RangeError("no seat left", { cause: new TypeError("inner") }), { code: "FULL", n: 1 }),
  new AggregateError([new Error("a"), "b", [new URIError("c")]], "several"),
  new DOMException("gone", "AbortError"),
  Object.assign(new Error("named"), { name: "Custom", list: [1, { a: new Error("deep") }] }),
  "text",
  { a: 1 },
  [new Error("in a list")],
  undefined,
];

/** `unpackError` refuses data with a coded error, or gives an object with `remote: true` that can be packed again. */
export const packedErrors: Target = {
  name: "packed-errors",
  open: () => ({
    generate(random) {
      const compatibilityDate = random.pick([undefined, "2026-01-01"]);
      return jsonBytes(JSON.parse(JSON.stringify(packError(random.pick(THROWN), { compatibilityDate }))));
    },
    mutate: (random, input) => jsonBytes(mutateJson(random, parseJson(input) ?? null)),
    run(input) {
      const packed: Json | undefined = parseJson(input);
      if (packed === undefined) return undefined;
      const before = Object.getOwnPropertyNames(Object.prototype).length;
      const thrown = requireCoded(() => unpackError(packed as PackedThrown)) as { remote?: unknown } | undefined;
      requireTrue(thrown === undefined || thrown.remote === true, "remote is true");
      if (thrown !== undefined) packError(thrown);
      requireTrue(Object.getOwnPropertyNames(Object.prototype).length === before, "Object.prototype is left as it is");
      return undefined;
    },
  }),
};
