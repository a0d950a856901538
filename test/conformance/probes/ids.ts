import {
  type AnyId,
  type AnyNamespace,
  type Difference,
  differs,
  inWords,
  type Probe,
  returns,
  throws,
} from "../probe.js";

const NO_ID =
  "TypeError: Failed to execute 'equals' on 'DurableObjectId': parameter 1 is not of type 'DurableObjectId'.";

const readOnly = (property: string) =>
  `TypeError: Cannot assign to read only property '${property}' of object '[object DurableObjectId]'`;

const FROZEN =
  "the library freezes its IDs: that is read-only at a fifth of the cost of properties that are defined one by one";

const NO_IDS: readonly (readonly [what: string, make: (id: AnyId) => unknown])[] = [
  ["undefined", () => undefined],
  ["null", () => null],
  ["its own string", (id) => String(id)],
  ["a number", () => 1],
  ["a symbol", () => Symbol("x")],
  ["an object", () => ({})],
  ["a look-alike with a toString", (id) => ({ toString: () => String(id) })],
  ["a copy of its properties", (id) => ({ ...id })],
  ["a proxy of it", (id) => new Proxy(id, {})],
  ["its prototype", (id) => Object.getPrototypeOf(id)],
  ["an object with its prototype", (id) => Object.create(Object.getPrototypeOf(id))],
];

/** `DurableObjectId`: what it does, and what it looks like. */
export const idProbes: readonly Probe[] = [
  returns("an ID as a string, five ways", 1, ({ rooms }) => {
    const id = rooms.idFromName("foo");
    return new Set([id.toString(), String(id), `${id}`, "".concat(String(id)), [id].join()]).size;
  }),
  returns("an ID's string is 64 lower-case digits", true, ({ rooms }) =>
    /^[0-9a-f]{64}$/.test(rooms.idFromName("foo").toString()),
  ),
  returns("equals of itself, of a nameless view, of a unique ID", [true, true, true, false], ({ rooms }) => {
    const id = rooms.idFromName("foo");
    const nameless = rooms.idFromString(String(id));
    return [id.equals(id), id.equals(nameless), nameless.equals(id), id.equals(rooms.newUniqueId())];
  }),
  returns("equals of another namespace's ID", false, ({ rooms, other }) =>
    rooms.idFromName("foo").equals(other.idFromName("foo")),
  ),
  throws("equals()", NO_ID, ({ rooms }) => rooms.idFromName("foo").equals()),
  ...NO_IDS.map(([what, make]) =>
    throws(`equals(${what})`, NO_ID, ({ rooms }) => {
      const id = rooms.idFromName("foo");
      return id.equals(make(id));
    }),
  ),
  differs(
    "equals(an object that inherits from it)",
    {
      library: `throws ${NO_ID}`,
      workerd: "true",
      why: "workerd looks for an ID along the prototype chain; to us an ID is an object that a namespace made",
    },
    ({ rooms }) => {
      const id = rooms.idFromName("foo");
      return id.equals(Object.create(id));
    },
  ),

  ...Object.entries({ named: "foo", nameless: undefined }).flatMap(([kind, name]) => {
    const descriptor = (value: unknown): Difference => {
      const shape = { value, writable: false, enumerable: true };
      const library = inWords({ ...shape, configurable: false });
      return { library, workerd: inWords({ ...shape, configurable: true }), why: FROZEN };
    };
    const make: (env: Parameters<Probe["run"]>[0]) => AnyId = ({ rooms }) =>
      name === undefined ? rooms.newUniqueId() : rooms.idFromName(name);
    return [
      returns(`the keys of a ${kind} ID`, ["jurisdiction", "name"], (env) => Object.keys(make(env))),
      returns(`the own properties of a ${kind} ID`, ["jurisdiction", "name"], (env) => Reflect.ownKeys(make(env))),
      differs(`the property name of a ${kind} ID`, descriptor(name), (env) =>
        Object.getOwnPropertyDescriptor(make(env), "name"),
      ),
      differs(`the property jurisdiction of a ${kind} ID`, descriptor(undefined), (env) =>
        Object.getOwnPropertyDescriptor(make(env), "jurisdiction"),
      ),
      returns(`a ${kind} ID as JSON`, name === undefined ? "{}" : `{"name":"${name}"}`, (env) =>
        JSON.stringify(make(env)),
      ),
      returns(`a ${kind} ID spread`, { jurisdiction: undefined, name }, (env) => ({ ...make(env) })),
      throws(`a new name for a ${kind} ID`, readOnly("name"), (env) => {
        (make(env) as { name?: string }).name = "bar";
      }),
      throws(`a new jurisdiction for a ${kind} ID`, readOnly("jurisdiction"), (env) => {
        (make(env) as { jurisdiction?: string }).jurisdiction = "eu";
      }),
    ];
  }),
  differs(
    "deleting the name of an ID",
    {
      library: "throws TypeError: Cannot delete property 'name' of [object DurableObjectId]",
      workerd: "[]",
      why: FROZEN,
    },
    ({ rooms }) => {
      const id = rooms.idFromName("foo");
      delete (id as { name?: string }).name;
      return id.name === undefined ? [] : [id.name];
    },
  ),
  differs(
    "defining the jurisdiction of an ID anew",
    { library: "throws TypeError: Cannot redefine property: jurisdiction", workerd: '["eu", true]', why: FROZEN },
    ({ rooms }) => {
      const id = Object.defineProperty(rooms.idFromName("foo"), "jurisdiction", { value: "eu" });
      return [id.jurisdiction, id.equals(rooms.idFromName("foo"))];
    },
  ),
  differs(
    "giving an ID a further property",
    { library: "throws TypeError: Cannot add property more, object is not extensible", workerd: "1", why: FROZEN },
    ({ rooms }) => Object.assign(rooms.idFromName("foo"), { more: 1 }).more,
  ),
  returns("the tag of an ID", "[object DurableObjectId]", ({ rooms }) =>
    Object.prototype.toString.call(rooms.idFromName("foo")),
  ),
  returns(
    "the properties that tag an ID and a namespace",
    ["DurableObjectId", "DurableObjectNamespace"].map((value) => ({
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    })),
    ({ rooms }) =>
      [rooms.idFromName("foo"), rooms].map((object) =>
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(object), Symbol.toStringTag),
      ),
  ),
  returns("the tag of a namespace", "[object DurableObjectNamespace]", ({ rooms }) =>
    Object.prototype.toString.call(rooms),
  ),
  returns("a namespace as JSON, and its own properties", ["{}", []], ({ rooms }) => [
    JSON.stringify(rooms),
    Reflect.ownKeys(rooms),
  ]),
  returns("the names of the classes", ["DurableObjectId", "DurableObjectNamespace"], ({ rooms }) => [
    rooms.idFromName("foo").constructor.name,
    rooms.constructor.name,
  ]),
  returns(
    "the prototype of IDs has no name",
    undefined,
    ({ rooms }) => Object.getPrototypeOf(rooms.idFromName("foo")).name,
  ),
  returns("for…in of an ID", ["jurisdiction", "name", "toString", "equals"], ({ rooms }) =>
    enumerated(rooms.idFromName("foo")),
  ),
  returns("two IDs without names have the same properties", [["jurisdiction", "name"], true], ({ rooms }) => {
    const [one, other] = [rooms.newUniqueId(), rooms.newUniqueId()];
    return [Object.keys(one), JSON.stringify(Object.entries(one)) === JSON.stringify(Object.entries(other))];
  }),
  differs(
    "structuredClone of an ID",
    {
      library: '[undefined, "foo"]',
      workerd:
        'throws DOMException: Could not serialize object of type "DurableObjectId". This type does not support serialization.',
      why: "an object that can't be cloned takes as long to make as all of idFromString (measured); packId is the way to send one",
    },
    ({ rooms }) => {
      const { jurisdiction, name } = structuredClone(rooms.idFromName("foo"));
      return [jurisdiction, name];
    },
  ),
];

/** What for…in lists of an object. */
function enumerated(object: object): string[] {
  const keys: string[] = [];
  for (const key in object) keys.push(key);
  return keys;
}

/** A namespace, seen as an object. */
export const namespaceProbes: readonly Probe[] = [
  returns(
    "for…in of a namespace",
    ["newUniqueId", "idFromName", "idFromString", "get", "getByName", "jurisdiction"],
    ({ rooms }) => enumerated(rooms),
  ),
  returns("the own keys of a namespace", [[], [], "{}", []], ({ rooms }) => [
    Object.keys(rooms),
    Reflect.ownKeys(rooms),
    JSON.stringify(rooms),
    Object.keys({ ...rooms }),
  ]),
  returns("a namespace can be extended", true, ({ rooms }) => Object.isExtensible(rooms)),
  returns("a namespace's prototype inherits from Object only", true, ({ rooms }) =>
    Object.is(Object.getPrototypeOf(Object.getPrototypeOf(rooms)), Object.prototype),
  ),
  returns("a namespace as a string", "[object DurableObjectNamespace]", ({ rooms }) => String(rooms)),
  ...(
    [
      ["structuredClone of a namespace", (rooms) => rooms],
      ["structuredClone of an array with a namespace in it", (rooms) => [{ rooms }]],
      ["structuredClone of a subnamespace", (rooms) => rooms.jurisdiction()],
    ] as const satisfies readonly (readonly [string, (rooms: AnyNamespace) => unknown])[]
  ).map(([what, make]) =>
    returns(what, ["DataCloneError", true, 25], ({ rooms }) => {
      try {
        return structuredClone(make(rooms));
      } catch (error) {
        const { name, code } = error as DOMException;
        return [name, error instanceof DOMException, code];
      }
    }),
  ),
];

const ILLEGAL_INVOCATION: Difference = {
  library: "throws TypeError: Illegal invocation: `this` is of another class.",
  workerd:
    "throws TypeError: Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.",
  why: "the same class of error; workerd's wording sends readers to pages of its own",
};

/** Methods off their objects, and constructors. */
export const misuseProbes: readonly Probe[] = [
  ...(["idFromName", "idFromString", "newUniqueId", "get", "getByName", "jurisdiction"] as const).flatMap((method) => [
    differs(`${method} taken off its namespace`, ILLEGAL_INVOCATION, ({ rooms }) => {
      const detached: (...args: unknown[]) => unknown = rooms[method];
      return detached("foo");
    }),
    differs(`${method} taken off, without arguments`, ILLEGAL_INVOCATION, ({ rooms }) => {
      const detached: (...args: unknown[]) => unknown = rooms[method];
      return detached();
    }),
    differs(`${method} called on an object`, ILLEGAL_INVOCATION, ({ rooms }) => rooms[method].call({}, "foo")),
    differs(`${method} called on an ID`, ILLEGAL_INVOCATION, ({ rooms }) =>
      rooms[method].call(rooms.idFromName("foo"), "foo"),
    ),
    differs(`${method} called on what inherits from a namespace`, ILLEGAL_INVOCATION, ({ rooms }) =>
      Object.create(rooms)[method]("foo"),
    ),
  ]),
  ...(["toString", "equals"] as const).flatMap((method) => [
    differs(`${method} taken off its ID`, ILLEGAL_INVOCATION, ({ rooms }) => {
      const id = rooms.idFromName("foo");
      const detached: (...args: unknown[]) => unknown = id[method];
      return detached(id);
    }),
    differs(`${method} called on the prototype`, ILLEGAL_INVOCATION, ({ rooms }) => {
      const id = rooms.idFromName("foo");
      return Object.getPrototypeOf(id)[method](id);
    }),
    differs(`${method} called on a namespace`, ILLEGAL_INVOCATION, ({ rooms }) => {
      const id = rooms.idFromName("foo");
      return (id[method] as (...args: unknown[]) => unknown).call(rooms, id);
    }),
  ]),
  throws("new DurableObjectId()", "TypeError: Illegal constructor", ({ rooms }) =>
    Reflect.construct(rooms.idFromName("foo").constructor, []),
  ),
  throws("new DurableObjectId(of another)", "TypeError: Illegal constructor", ({ rooms }) => {
    const id = rooms.idFromName("foo");
    return Reflect.construct(id.constructor, [id, id]);
  }),
  throws("new of a subclass of DurableObjectId", "TypeError: Illegal constructor", ({ rooms }) => {
    const Base = rooms.idFromName("foo").constructor as new () => object;
    return new (class extends Base {})();
  }),
  differs(
    "DurableObjectId()",
    {
      library: "throws TypeError: Class constructor DurableObjectId cannot be invoked without 'new'",
      workerd: "throws TypeError: Illegal constructor",
      why: "JavaScript says so of every class",
    },
    ({ rooms }) => rooms.idFromName("foo").constructor(),
  ),
  differs(
    "new DurableObjectNamespace({})",
    {
      library: "throws TypeError: Expected exactly one of `uniqueKey`, a string, and `key`, a Uint8Array.",
      workerd: "throws TypeError: Illegal constructor",
      why: "our constructor is public: it is how a namespace is made",
    },
    ({ rooms }) => Reflect.construct(rooms.constructor, [{}]),
  ),
  throws("new of a method", "TypeError: rooms.idFromName is not a constructor", ({ rooms }) => {
    return new (rooms.idFromName as unknown as new (name: string) => unknown)("foo");
  }),
];
