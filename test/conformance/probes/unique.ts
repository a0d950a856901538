import { differs, type Probe, returns, throws, view } from "../probe.js";

const NO_OPTIONS =
  "TypeError: Failed to execute 'newUniqueId' on 'DurableObjectNamespace': parameter 1 is not of type 'NewUniqueIdOptions'.";

const JURISDICTIONS_ARE_OURS = {
  workerd: "throws Error: Jurisdiction restrictions are not implemented in workerd.",
  why: "workerd has no jurisdictions; ours are as in production",
} as const;

const unknown = (jurisdiction: string) =>
  `throws TypeError: Unknown jurisdiction "${jurisdiction}"; this namespace has: "eu", "fedramp", "fedramp-high", "us".`;

const UNRESTRICTED: readonly (readonly [what: string, options: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["{}", {}],
  ["{jurisdiction: undefined}", { jurisdiction: undefined }],
  ["{jurisdiction: null}", { jurisdiction: null }],
  ["an unknown option", { name: "foo" }],
  ["an array", []],
  ["a function", () => 1],
];

const PRIMITIVES: readonly unknown[] = [0, 1, "", "eu", true, false, 1n, Symbol("x")];

/** `newUniqueId` and `jurisdiction`. */
export const uniqueProbes: readonly Probe[] = [
  returns("newUniqueId gives another ID each time", 100, ({ rooms }) => {
    const ids = Array.from({ length: 100 }, () => String(rooms.newUniqueId()));
    return new Set(ids.filter((id) => /^[0-9a-f]{64}$/.test(id))).size;
  }),
  returns("newUniqueId has neither name nor jurisdiction", [undefined, undefined], ({ rooms }) => {
    const { name, jurisdiction } = view(rooms.newUniqueId());
    return [name, jurisdiction];
  }),
  ...UNRESTRICTED.map(([what, options]) =>
    returns(`newUniqueId(${what})`, [true, undefined], ({ rooms }) => {
      const id = rooms.newUniqueId(options);
      return [rooms.idFromString(String(id)).equals(id), id.jurisdiction];
    }),
  ),
  ...PRIMITIVES.map((primitive) =>
    throws(`newUniqueId(${typeof primitive} ${String(primitive)})`, NO_OPTIONS, ({ rooms }) =>
      rooms.newUniqueId(primitive),
    ),
  ),
  returns("newUniqueId reads the jurisdiction once", 1, ({ rooms }) => {
    let count = 0;
    rooms.newUniqueId({
      get jurisdiction() {
        count++;
        return undefined;
      },
    });
    return count;
  }),
  throws("newUniqueId({jurisdiction: throws})", "RangeError: mine", ({ rooms }) =>
    rooms.newUniqueId({
      get jurisdiction() {
        throw new RangeError("mine");
      },
    }),
  ),
  throws("newUniqueId({jurisdiction: symbol})", "TypeError: Cannot convert a Symbol value to a string", ({ rooms }) =>
    rooms.newUniqueId({ jurisdiction: Symbol("x") }),
  ),
  differs(
    "newUniqueId({jurisdiction: 'eu'})",
    { ...JURISDICTIONS_ARE_OURS, library: '"eu"' },
    ({ rooms }) => view(rooms.newUniqueId({ jurisdiction: "eu" })).jurisdiction,
  ),
  ...["", "EU", "nope"].map((jurisdiction) =>
    differs(
      `newUniqueId({jurisdiction: '${jurisdiction}'})`,
      { ...JURISDICTIONS_ARE_OURS, library: unknown(jurisdiction) },
      ({ rooms }) => rooms.newUniqueId({ jurisdiction }),
    ),
  ),
  differs("newUniqueId({jurisdiction: number})", { ...JURISDICTIONS_ARE_OURS, library: unknown("5") }, ({ rooms }) =>
    rooms.newUniqueId({ jurisdiction: 5 }),
  ),

  ...[[], [undefined], [null]].map((args) =>
    returns(`jurisdiction(${args.map(String)})`, [false, true, true, undefined], ({ rooms }) => {
      const subnamespace = rooms.jurisdiction(...args);
      const id = subnamespace.idFromName("foo");
      return [
        subnamespace === rooms,
        id.equals(rooms.idFromName("foo")),
        subnamespace.idFromString(String(rooms.newUniqueId())).name === undefined,
        subnamespace.newUniqueId().jurisdiction,
      ];
    }),
  ),
  returns("jurisdiction() gives a new namespace each time", false, ({ rooms }) =>
    Object.is(rooms.jurisdiction(), rooms.jurisdiction()),
  ),
  throws(
    "jurisdiction().idFromString(foreign)",
    "TypeError: Durable Object ID is not valid for this namespace.",
    (env) => env.rooms.jurisdiction().idFromString(String(env.other.idFromName("foo"))),
  ),
  throws("jurisdiction(symbol)", "TypeError: Cannot convert a Symbol value to a string", ({ rooms }) =>
    rooms.jurisdiction(Symbol("x")),
  ),
  differs("jurisdiction('eu')", { ...JURISDICTIONS_ARE_OURS, library: '["eu", "foo"]' }, ({ rooms }) => {
    const id = rooms.jurisdiction("eu").idFromName("foo");
    return [id.jurisdiction, id.name];
  }),
  ...["", "EU", "nope"].map((jurisdiction) =>
    differs(
      `jurisdiction('${jurisdiction}')`,
      { ...JURISDICTIONS_ARE_OURS, library: unknown(jurisdiction) },
      ({ rooms }) => rooms.jurisdiction(jurisdiction),
    ),
  ),
  differs("jurisdiction(number)", { ...JURISDICTIONS_ARE_OURS, library: unknown("1") }, ({ rooms }) =>
    rooms.jurisdiction(1),
  ),
];
