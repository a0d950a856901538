import { type AnyNamespace, differs, type Probe, returns, throws } from "../probe.js";

const NO_ID =
  "TypeError: Failed to execute 'get' on 'DurableObjectNamespace': parameter 1 is not of type 'DurableObjectId'.";
const NO_NAME =
  "TypeError: Failed to execute 'getByName' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.";
const noOptions = (method: string) =>
  `TypeError: Failed to execute '${method}' on 'DurableObjectNamespace': parameter 2 is not of type 'GetDurableObjectOptions'.`;
const NO_SYMBOL = "TypeError: Cannot convert a Symbol value to a string";
const wrongField = (field: string, owner: string, type: string) =>
  `TypeError: Incorrect type for the '${field}' field on '${owner}': the provided value is not of type '${type}'.`;
const NO_VERSION = wrongField("version", "GetDurableObjectOptions", "VersionOptions");
const NO_RETRY = wrongField("retry", "GetDurableObjectOptions", "RetryOptions");
const NO_MAX_RETRIES = wrongField("maxRetries", "RetryOptions", "number");
const NO_TIMEOUT = wrongField("timeoutMs", "RetryOptions", "number");
const MAX_RETRIES_RANGE = "RangeError: retry.maxRetries must be an integer between 0 and 10";
const TIMEOUT_RANGE = "RangeError: retry.timeoutMs must be an integer between 500 and 60000";

const NO_IDS: readonly (readonly [what: string, make: (rooms: AnyNamespace) => unknown])[] = [
  ["undefined", () => undefined],
  ["null", () => null],
  ["a string", (rooms) => String(rooms.idFromName("foo"))],
  ["an object", () => ({})],
  ["a look-alike", (rooms) => lookAlike(rooms)],
  ["a proxy of an ID", (rooms) => new Proxy(rooms.idFromName("foo"), {})],
  ["a namespace", (rooms) => rooms],
  ["the prototype of IDs", (rooms) => Object.getPrototypeOf(rooms.idFromName("foo"))],
];

function lookAlike(rooms: AnyNamespace): unknown {
  const id = rooms.idFromName("foo");
  return { name: id.name, jurisdiction: undefined, toString: () => String(id), equals: () => true };
}

const GOOD_OPTIONS: readonly (readonly [what: string, options: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["{}", {}],
  ["a function", () => 1],
  ["an array", []],
  ["a known locationHint", { locationHint: "weur" }],
  ["an unknown locationHint", { locationHint: "nowhere" }],
  ["an empty locationHint", { locationHint: "" }],
  ["a null locationHint", { locationHint: null }],
  ["a numeric locationHint", { locationHint: 5 }],
  ["an undefined locationHint", { locationHint: undefined }],
  ["routingMode primary-only", { routingMode: "primary-only" }],
  ["routingMode as an object", { routingMode: { toString: () => "primary-only" } }],
  ["an undefined routingMode", { routingMode: undefined }],
  ["an unknown option", { zzz: Symbol("x") }],
  ["an undefined version", { version: undefined }],
  ["a null version", { version: null }],
  ["an empty version", { version: {} }],
  ["a function as version", { version: () => 1 }],
  ["an undefined cohort", { version: { cohort: undefined } }],
  ["a null cohort", { version: { cohort: null } }],
  ["a numeric cohort", { version: { cohort: 5 } }],
  ["an unknown version option", { version: { zzz: Symbol("x") } }],
  ["an undefined retry", { retry: undefined }],
  ["a null retry", { retry: null }],
  ["an empty retry", { retry: {} }],
  ["an array as retry", { retry: [] }],
  ["a function as retry", { retry: () => 1 }],
  ["undefined retry fields", { retry: { maxRetries: undefined, timeoutMs: undefined } }],
  ["the lowest retry", { retry: { maxRetries: 0, timeoutMs: 500 } }],
  ["a negative zero of retries", { retry: { maxRetries: -0 } }],
  ["the highest retry", { retry: { maxRetries: 10, timeoutMs: 60_000 } }],
  ["an unknown retry option", { retry: { zzz: Symbol("x") } }],
];

const BAD_OPTIONS: readonly (readonly [what: string, options: unknown, error: string])[] = [
  ["routingMode other", { routingMode: "other" }, "RangeError: unknown routingMode: other"],
  ["routingMode of another case", { routingMode: "Primary-Only" }, "RangeError: unknown routingMode: Primary-Only"],
  ["an empty routingMode", { routingMode: "" }, "RangeError: unknown routingMode: "],
  ["a null routingMode", { routingMode: null }, "RangeError: unknown routingMode: null"],
  ["a numeric routingMode", { routingMode: 1 }, "RangeError: unknown routingMode: 1"],
  [
    "a routingMode with a lone surrogate",
    { routingMode: "\ud800x" },
    "RangeError: unknown routingMode: \\ufffd\\ufffd\\ufffdx",
  ],
  ["a symbol as routingMode", { routingMode: Symbol("x") }, NO_SYMBOL],
  ["a symbol as locationHint", { locationHint: Symbol("x") }, NO_SYMBOL],
  ["a numeric version", { version: 5 }, NO_VERSION],
  ["a version as a string", { version: "x" }, NO_VERSION],
  ["a symbol as version", { version: Symbol("x") }, NO_VERSION],
  ["a symbol as cohort", { version: { cohort: Symbol("x") } }, NO_SYMBOL],
  ["a numeric retry", { retry: 5 }, NO_RETRY],
  ["retry true", { retry: true }, NO_RETRY],
  ["retry as a bigint", { retry: 1n }, NO_RETRY],
  ["maxRetries as a string", { retry: { maxRetries: "2" } }, NO_MAX_RETRIES],
  ["a null maxRetries", { retry: { maxRetries: null } }, NO_MAX_RETRIES],
  ["maxRetries as a Number object", { retry: { maxRetries: new Number(2) } }, NO_MAX_RETRIES],
  ["a symbol as maxRetries", { retry: { maxRetries: Symbol("x") } }, NO_MAX_RETRIES],
  ["timeoutMs as a bigint", { retry: { timeoutMs: 1000n } }, NO_TIMEOUT],
  ...[-1, 1.5, 11, 1000, Number.NaN, Number.POSITIVE_INFINITY].map(
    (maxRetries) => [`maxRetries ${maxRetries}`, { retry: { maxRetries } }, MAX_RETRIES_RANGE] as const,
  ),
  ...[100, 499, 499.9, 60_001, 1000.5, Number.NaN].map(
    (timeoutMs) => [`timeoutMs ${timeoutMs}`, { retry: { timeoutMs } }, TIMEOUT_RANGE] as const,
  ),
  ["maxRetries out of range, timeoutMs no number", { retry: { maxRetries: 99, timeoutMs: "x" } }, NO_TIMEOUT],
  ["maxRetries and timeoutMs out of range", { retry: { maxRetries: 99, timeoutMs: 1 } }, MAX_RETRIES_RANGE],
  ["unknown routingMode, retry out of range", { routingMode: "other", retry: { maxRetries: 99 } }, MAX_RETRIES_RANGE],
  ["unknown routingMode, numeric retry", { routingMode: "other", retry: 5 }, NO_RETRY],
  ["unknown routingMode, numeric version", { routingMode: "other", version: 5 }, NO_VERSION],
  ["numeric version, numeric retry", { version: 5, retry: 5 }, NO_VERSION],
  ["both at fault", { routingMode: "other", locationHint: Symbol("x") }, NO_SYMBOL],
  [
    "a getter that throws",
    {
      get locationHint() {
        throw new RangeError("mine");
      },
    },
    "RangeError: mine",
  ],
];

const PRIMITIVES: readonly unknown[] = [0, "", "weur", true, 1n, Symbol("x")];

/** Options that note what is asked of them. */
function observed(log: string[]): unknown {
  const noted = (name: string, value: string) => ({
    toString() {
      log.push(`${name} as a string`);
      return value;
    },
  });
  const field = (name: string, value: unknown) => ({
    get: () => {
      log.push(name);
      return value;
    },
  });
  return Object.defineProperties(
    {},
    {
      retry: field(
        "retry",
        Object.defineProperties({}, { timeoutMs: field("timeoutMs", 1000), maxRetries: field("maxRetries", 1) }),
      ),
      version: field("version", Object.defineProperties({}, { cohort: field("cohort", noted("cohort", "beta")) })),
      routingMode: field("routingMode", noted("routingMode", "primary-only")),
      locationHint: field("locationHint", noted("locationHint", "weur")),
    },
  );
}

const IN_ORDER = [
  "locationHint",
  "locationHint as a string",
  "routingMode",
  "routingMode as a string",
  "version",
  "cohort",
  "cohort as a string",
  "retry",
  "maxRetries",
  "timeoutMs",
];

/** `get` and `getByName`: their arguments. What a stub is, is probed elsewhere. */
export const getProbes: readonly Probe[] = [
  returns("get gives another stub each time", false, ({ rooms }) => {
    const id = rooms.idFromName("foo");
    const stub = rooms.get(id);
    return stub === rooms.get(id);
  }),
  returns(
    "get of an ID of a namespace with the same key",
    "object",
    ({ rooms, again }) => typeof rooms.get(again.newUniqueId()),
  ),
  returns(
    "get of an ID of idFromString",
    "object",
    ({ rooms }) => typeof rooms.get(rooms.idFromString(String(rooms.idFromName("foo")))),
  ),
  returns("jurisdiction().get", "object", ({ rooms }) => typeof rooms.jurisdiction().get(rooms.idFromName("foo"))),
  throws("get()", NO_ID, ({ rooms }) => rooms.get()),
  ...NO_IDS.map(([what, make]) => throws(`get(${what})`, NO_ID, ({ rooms }) => rooms.get(make(rooms)))),
  throws("get(no ID, no options)", NO_ID, ({ rooms }) => rooms.get(null, 1)),
  differs(
    "get(an object that inherits from an ID)",
    {
      library: `throws ${NO_ID}`,
      workerd: '"object"',
      why: "workerd looks for an ID along the prototype chain; to us an ID is an object that a namespace made",
    },
    ({ rooms }) => typeof rooms.get(Object.create(rooms.idFromName("foo"))),
  ),
  differs(
    "get(another namespace's ID)",
    {
      library: "throws TypeError: Durable Object ID is not valid for this namespace.",
      workerd: '"object"',
      why: "workerd lets it through, and runs the wrong class under it",
    },
    ({ rooms, other }) => typeof rooms.get(other.idFromName("foo")),
  ),
  throws("get(another namespace's ID, bad options)", "RangeError: unknown routingMode: other", ({ rooms, other }) =>
    rooms.get(other.idFromName("foo"), { routingMode: "other" }),
  ),
  ...GOOD_OPTIONS.flatMap(([what, options]) => [
    returns(`get(id, ${what})`, "object", ({ rooms }) => typeof rooms.get(rooms.newUniqueId(), options)),
    returns(`getByName(name, ${what})`, "object", ({ rooms }) => typeof rooms.getByName("foo", options)),
  ]),
  ...BAD_OPTIONS.flatMap(([what, options, error]) => [
    throws(`get(id, ${what})`, error, ({ rooms }) => rooms.get(rooms.newUniqueId(), options)),
    throws(`getByName(name, ${what})`, error, ({ rooms }) => rooms.getByName("foo", options)),
  ]),
  ...PRIMITIVES.flatMap((primitive) => {
    const what = `${typeof primitive} ${String(primitive)}`;
    return [
      throws(`get(id, ${what})`, noOptions("get"), ({ rooms }) => rooms.get(rooms.newUniqueId(), primitive)),
      throws(`getByName(name, ${what})`, noOptions("getByName"), ({ rooms }) => rooms.getByName("foo", primitive)),
    ];
  }),
  returns("get reads each option once, in this order", IN_ORDER, ({ rooms }) => {
    const log: string[] = [];
    rooms.get(rooms.idFromName("foo"), observed(log));
    return log;
  }),
  returns("getByName reads the name before the options", ["name", ...IN_ORDER], ({ rooms }) => {
    const log: string[] = [];
    const name = {
      toString() {
        log.push("name");
        return "foo";
      },
    };
    rooms.getByName(name, observed(log));
    return log;
  }),
  throws("getByName()", NO_NAME, ({ rooms }) => rooms.getByName()),
  throws("getByName(symbol)", NO_SYMBOL, ({ rooms }) => rooms.getByName(Symbol("x"))),
  throws("getByName(symbol, no options)", NO_SYMBOL, ({ rooms }) => rooms.getByName(Symbol("x"), 1)),
  ...[undefined, null, 123, "", "\ud800", "é".repeat(600)].map((name, i) =>
    returns(`getByName(${typeof name}, number ${i})`, "object", ({ rooms }) => typeof rooms.getByName(name)),
  ),
];
