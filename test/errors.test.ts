import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { CheckError, createPlan } from "../src/check/index.js";
import { MemoryDirectory, SqliteDirectory, StateDirectory } from "../src/directory.js";
import { evictDurableObject, host, type ObjectContext } from "../src/host.js";
import {
  createStub,
  createValidator,
  DurableObjectId,
  DurableObjectNamespace,
  ErrorCode,
  idsFromNames,
} from "../src/index.js";
import { configuredNamespaces, localObject, scanState } from "../src/local.js";
import { packId, unpackId } from "../src/namespace/transfer.js";
import { createListingClient, pullObjects } from "../src/remote.js";

/** The optional peer is as if it weren't installed, until a case needs it. */
const peer = vi.hoisted(() => ({ isInstalled: false }));
vi.mock("libsql", (original) => {
  if (peer.isInstalled) return original();
  throw new Error("Cannot find package 'libsql'");
});

/*
 * Every code of the table, thrown by a public call: the record below has to have a key for each of them, or this file
 * doesn't compile, and the first test fails.
 */

interface Case {
  readonly call: () => unknown;
  readonly error: "TypeError" | "RangeError" | "Error";
  readonly message: string | RegExp;
  /** The class, if it is one of the library's own. */
  readonly type?: new (
    ...args: never[]
  ) => Error;
}

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });
const eu = rooms.jurisdiction("eu");
const id = rooms.idFromName("lobby");

/** Values that a caller without types might pass. */
const loose = <Value>(value: unknown) => value as Value;
const make = (options: unknown) => () => new DurableObjectNamespace(loose<{ uniqueKey: string }>(options));
const drawing = (bytes: unknown) => () =>
  new DurableObjectNamespace({ uniqueKey: "a", randomBytes: () => loose<Uint8Array>(bytes) }).newUniqueId();

const MALFORMED = "Invalid Durable Object ID: must be 64 hex digits";
const FOREIGN = "Durable Object ID is not valid for this namespace.";
const NO_KEY = "Expected exactly one of `uniqueKey`, a string, and `key`, a Uint8Array.";
const ILLEGAL = "Illegal invocation: `this` is of another class.";
const wrongArgument = (method: string, position: number, type: string, owner = "DurableObjectNamespace") =>
  `Failed to execute '${method}' on '${owner}': parameter ${position} is not of type '${type}'.`;
const nested = (jurisdiction: string) =>
  `Jurisdiction "${jurisdiction}" requested, but this namespace is restricted to jurisdiction "eu".`;

const typeError = (call: () => unknown, message: string | RegExp): Case => ({ call, error: "TypeError", message });
const rangeError = (call: () => unknown, message: string | RegExp): Case => ({ call, error: "RangeError", message });

class Keeper {
  readonly #ctx: ObjectContext;
  constructor(ctx: ObjectContext) {
    this.#ctx = ctx;
  }
  tables(): unknown {
    return this.#ctx.storage.sql.exec("SELECT name FROM sqlite_master");
  }
  sockets(): unknown {
    return loose<{ getWebSockets(): unknown }>(this.#ctx).getWebSockets();
  }
  bookmark(): unknown {
    return loose<{ getCurrentBookmark(): unknown }>(this.#ctx.storage).getCurrentBookmark();
  }
}
const kept = host({ KEEPER: Keeper }).KEEPER.getByName("x") as unknown as Record<string, () => Promise<unknown>>;
const NOT_HOSTED = "Can't host these classes: ";

const CASES: Record<keyof typeof ErrorCode, readonly Case[]> = {
  malformed: ["", "x".repeat(64), `${id} `, `0x${id}`, undefined, null, 64].map((text) =>
    typeError(() => rooms.idFromString(loose(text)), MALFORMED),
  ),
  foreign: [
    typeError(() => rooms.idFromString(String(carts.idFromName("lobby"))), FOREIGN),
    typeError(() => rooms.idFromString("0".repeat(64)), FOREIGN),
    typeError(() => eu.idFromString(String(carts.jurisdiction("eu").idFromName("lobby"))), FOREIGN),
    typeError(() => rooms.get(carts.idFromName("lobby")), FOREIGN),
    typeError(() => unpackId(rooms, packId(carts.idFromName("lobby"))), FOREIGN),
  ],
  wrongJurisdiction: [
    typeError(
      () => eu.idFromString(String(id)),
      'Durable Object ID has no jurisdiction, but this namespace is restricted to jurisdiction "eu".',
    ),
    typeError(
      () => eu.idFromString(String(rooms.newUniqueId({ jurisdiction: "us" }))),
      'Durable Object ID has jurisdiction "us", but this namespace is restricted to jurisdiction "eu".',
    ),
    typeError(() => eu.get(id), "get called on jurisdictional subnamespace with an ID from a different jurisdiction"),
  ],
  packMalformed: [
    typeError(() => unpackId(rooms, new Uint8Array()), "Invalid packed ID: it is empty."),
    typeError(() => unpackId(rooms, Uint8Array.of(2)), "Invalid packed ID: its version is 2, not 1."),
    typeError(
      () => unpackId(rooms, packId(id).subarray(0, 20)),
      "Invalid packed ID: it must have at least 33 bytes, got 20.",
    ),
    typeError(
      () => unpackId(rooms, Uint8Array.from([...packId(rooms.newUniqueId()), ...new Uint8Array(1025)])),
      "Invalid packed ID: its name must have at most 1024 bytes, got 1025.",
    ),
    typeError(
      () => unpackId(rooms, Uint8Array.from([...packId(id), 0x80])),
      "Invalid packed ID: its name is not valid UTF-8.",
    ),
  ],
  packName: [
    typeError(
      () => unpackId(rooms, packId(id).with(33, 0x4c)),
      "Invalid packed ID: the name after byte 33 does not belong to the ID.",
    ),
  ],
  unknownJurisdiction: [
    typeError(
      () => rooms.jurisdiction("mars"),
      'Unknown jurisdiction "mars"; this namespace has: "eu", "fedramp", "fedramp-high", "us".',
    ),
    typeError(
      () => rooms.newUniqueId({ jurisdiction: "EU" }),
      'Unknown jurisdiction "EU"; this namespace has: "eu", "fedramp", "fedramp-high", "us".',
    ),
    typeError(
      () => rooms.jurisdiction(""),
      'Unknown jurisdiction ""; this namespace has: "eu", "fedramp", "fedramp-high", "us".',
    ),
    typeError(
      () => new DurableObjectNamespace({ uniqueKey: "a", jurisdictions: {} }).jurisdiction("eu"),
      'Unknown jurisdiction "eu"; this namespace has: none.',
    ),
  ],
  nestedJurisdiction: [
    typeError(() => eu.jurisdiction("us"), nested("us")),
    typeError(() => eu.jurisdiction("eu"), nested("eu")),
    typeError(() => eu.newUniqueId({ jurisdiction: "us" }), nested("us")),
  ],
  jurisdictionTable: [
    ...[0, -1, 256, 1.5, Number.NaN, "1", null].map((code) =>
      rangeError(
        make({ uniqueKey: "a", jurisdictions: { eu: code } }),
        `Invalid table of jurisdictions: the code of "eu" is ${code}, not an integer from 1 to 255.`,
      ),
    ),
    rangeError(
      make({ uniqueKey: "a", jurisdictions: { eu: 1, us: 1 } }),
      'Invalid table of jurisdictions: "eu" and "us" both have the code 1.',
    ),
    ...["é", "", "a b", "\n"].map((name) =>
      rangeError(
        make({ uniqueKey: "a", jurisdictions: { [name]: 1 } }),
        `Invalid table of jurisdictions: the name ${JSON.stringify(name)} is not printable ASCII.`,
      ),
    ),
  ],
  argument: [
    typeError(make({ uniqueKey: "a", connect: 1 }), "A namespace's `connect` must be a function, not number."),
    typeError(make({ uniqueKey: "a", randomBytes: {} }), "A namespace's `randomBytes` must be a function, not object."),
    typeError(() => loose<() => void>(rooms.idFromName.bind(rooms))(), wrongArgument("idFromName", 1, "string")),
    typeError(() => loose<() => void>(rooms.idFromString.bind(rooms))(), wrongArgument("idFromString", 1, "string")),
    typeError(() => loose<() => void>(rooms.getByName.bind(rooms))(), wrongArgument("getByName", 1, "string")),
    typeError(() => rooms.newUniqueId(loose("eu")), wrongArgument("newUniqueId", 1, "NewUniqueIdOptions")),
    typeError(() => rooms.get(loose(String(id))), wrongArgument("get", 1, "DurableObjectId")),
    typeError(() => rooms.get(id, loose(1)), wrongArgument("get", 2, "GetDurableObjectOptions")),
    typeError(() => rooms.getByName("a", loose(true)), wrongArgument("getByName", 2, "GetDurableObjectOptions")),
    typeError(() => id.equals(loose(String(id))), wrongArgument("equals", 1, "DurableObjectId", "DurableObjectId")),
    typeError(
      () => createValidator([rooms, loose<DurableObjectNamespace>({})]),
      wrongArgument("createValidator", 1, "DurableObjectNamespace[]", "durable-id"),
    ),
    typeError(
      () => idsFromNames(loose<DurableObjectNamespace>([rooms]), ["lobby"]),
      wrongArgument("idsFromNames", 1, "DurableObjectNamespace", "durable-id"),
    ),
    typeError(
      () => unpackId(loose<DurableObjectNamespace>({}), packId(id)),
      wrongArgument("unpackId", 1, "DurableObjectNamespace", "durable-id"),
    ),
    typeError(
      () => host(loose<Record<string, never>>(undefined)),
      wrongArgument("host", 1, "object", "durable-id/host"),
    ),
    typeError(
      () => host({ A: loose<typeof Keeper>({}) }),
      wrongArgument("host", 1, "a class for A", "durable-id/host"),
    ),
    ...[undefined, {}, { kind: "queue" }].map((options) =>
      typeError(
        () => localObject(loose(options)),
        wrongArgument(
          "localObject",
          1,
          "LocalObjectOptions: a kind of do, d1, kv, r2, cache, workflow, secrets-store, images, stream, flagship, " +
            "ratelimit, observability, artifacts",
          "durable-id/local",
        ),
      ),
    ),
    typeError(
      () => localObject({ kind: "d1", id: loose(undefined) }),
      wrongArgument("localObject", 1, "LocalObjectOptions: its id is a string", "durable-id/local"),
    ),
    typeError(
      () => localObject(loose({ kind: "do", uniqueKey: "a", name: "b", id: "c" })),
      wrongArgument("localObject", 1, "LocalObjectOptions: a name or an id, not both", "durable-id/local"),
    ),
    typeError(() => packId(loose({})), wrongArgument("packId", 1, "DurableObjectId", "durable-id")),
    typeError(() => unpackId(rooms, loose("")), wrongArgument("unpackId", 2, "Uint8Array", "durable-id")),
  ],
  key: [
    typeError(make(undefined), NO_KEY),
    typeError(make("a"), NO_KEY),
    typeError(make({}), NO_KEY),
    typeError(make({ uniqueKey: 1 }), NO_KEY),
    typeError(make({ uniqueKey: "a", key: new Uint8Array(32) }), NO_KEY),
    typeError(make({ key: "0".repeat(64) }), "A namespace's key must be a Uint8Array."),
    rangeError(make({ key: new Uint8Array(31) }), "A namespace's key must be 32 bytes, got 31."),
    rangeError(make({ key: new Uint8Array() }), "A namespace's key must be 32 bytes, got 0."),
  ],
  routingMode: [
    rangeError(() => rooms.get(id, { routingMode: loose("nearest") }), "unknown routingMode: nearest"),
    rangeError(() => rooms.getByName("a", { routingMode: loose("") }), "unknown routingMode: "),
  ],
  noConnect: [() => rooms.get(id), () => rooms.getByName("lobby"), () => eu.getByName("lobby")].map((call) => ({
    call,
    error: "Error",
    message: "This namespace can't reach objects: pass `connect: (id, options) => stub` to its constructor.",
  })),
  randomBytes: [new Uint8Array(15), new Uint8Array(17), undefined, "0123456789abcdef", new Array(16).fill(0)].map(
    (bytes) => rangeError(drawing(bytes), "randomBytes(16) must return a Uint8Array of 16 bytes."),
  ),
  illegalInvocation: [
    ...(
      ["idFromName", "idFromString", "tryIdFromString", "newUniqueId", "get", "getByName", "jurisdiction"] as const
    ).flatMap((method) =>
      [undefined, {}, Object.create(rooms), new Proxy(rooms, {}), DurableObjectNamespace].map((receiver) =>
        typeError(() => Reflect.apply(rooms[method], receiver, [id]), ILLEGAL),
      ),
    ),
    ...[undefined, {}, Object.create(id), new Proxy(id, {})].flatMap((receiver) => [
      typeError(() => Reflect.apply(id.toString, receiver, []), ILLEGAL),
      typeError(() => Reflect.apply(id.equals, receiver, [id]), ILLEGAL),
    ]),
  ],
  illegalConstructor: [
    typeError(() => Reflect.construct(DurableObjectId, []), "Illegal constructor"),
    typeError(
      () => Reflect.construct(DurableObjectId, [Symbol("permit"), { digits: String(id) }]),
      "Illegal constructor",
    ),
    typeError(() => Reflect.construct(id.constructor as never, [id]), "Illegal constructor"),
  ],
  engine: [
    rangeError(make({ uniqueKey: "a", engine: "fast" }), /^Unknown engine "fast"; expected "auto", "pure"/),
    rangeError(() => createValidator([rooms], { engine: loose("") }), /^Unknown engine ""; expected "auto", "pure"/),
  ],
  batch: [
    rangeError(() => createValidator([]), /1 to 65535 namespaces, got 0/),
    rangeError(() => createValidator([rooms]).check(new Uint8Array(65)), /multiple of 64; got 65/),
  ],
  check: [
    {
      call: () => createPlan({ files: ["no/such/file"], namespaces: [{ label: "rooms", namespace: rooms }] }),
      error: "Error",
      message: /no\/such\/file/,
      type: CheckError,
    },
  ],
  records: [
    { call: () => readCsv("a,b\n1,2\n"), error: "Error", message: /"id".*"a", "b"/ },
    { call: () => readCsv('id\n"'), error: "Error", message: /line 2.*never closed/ },
  ],
  recordsOption: [
    rangeError(() => createValidator([rooms]).records({ format: loose("xml") }), /text, csv, jsonl, json.*"xml"/),
    rangeError(() => createValidator([rooms]).records({ field: "id" }), /field.*csv, jsonl and json/),
  ],
  host: [
    rangeError(
      () => host({ A: (() => class {})() }),
      `${NOT_HOSTED}the class of "A" has no name, which its unique key needs: pass \`uniqueKeys\`.`,
    ),
    rangeError(
      () => host({ A: Keeper, B: class Other {} }, { uniqueKeys: { A: "same", B: "same" } }),
      `${NOT_HOSTED}two classes have the unique key "same".`,
    ),
    rangeError(
      () => host({ A: Keeper }, { env: { A: 1 } }),
      `${NOT_HOSTED}"A" is both a binding and a name in the option \`env\`.`,
    ),
    { call: () => evictDurableObject(host({ A: Keeper }).A.getByName("x")), error: "Error", message: /not in memory/ },
  ],
  method: ["nope", "", "constructor2", "__defineNothing__"].map((method) =>
    typeError(() => kept[method](), `The RPC receiver does not implement the method "${method}".`),
  ),
  unsupported: [
    ...["sockets", "bookmark"].map(
      (method): Case => ({ call: () => kept[method](), error: "Error", message: /@cloudflare\/vitest-pool-workers/ }),
    ),
    {
      call: () => loose<{ connect(): unknown }>(createStub(id, { call: () => 1 })).connect(),
      error: "Error",
      message: /connect\(\) is not supported/,
    },
  ],
  localKey: ["", ".", "..", "../do", "a/b", "a\\b", "a\0b"].map((uniqueKey) =>
    rangeError(
      () => localObject({ kind: "do", uniqueKey, name: "x" }),
      `Invalid unique key ${JSON.stringify(uniqueKey)}: a local runtime uses it as the name of a folder.`,
    ),
  ),
  config: [
    rangeError(
      () => configuredNamespaces({ env: { staging: {}, live: {} } }, { env: "stagin" }),
      'Unknown environment "stagin": must be one of "staging", "live".',
    ),
    rangeError(
      () => configuredNamespaces({ migrations: [{ new_classes: ["Room"] }] }),
      /^The configuration must have a "name"/,
    ),
    typeError(
      () => configuredNamespaces({ durable_objects: { bindings: [{ name: "ROOMS" }] }, name: "my-worker" }),
      "durable_objects.bindings[0].class_name must be a non-empty string.",
    ),
  ],
  state: [
    {
      call: () => scanState("/nowhere/at/all").next(),
      error: "Error",
      message: /^Can't read the state folder "\/nowhere\/at\/all": no such file or directory\.$/,
    },
    {
      call: () => scanState("src").next(),
      error: "Error",
      message: /^"src" is not a state folder: .*\.wrangler\/state\/v3/,
    },
  ],
  sqlite: [
    {
      call: () => scanState("test/local/fixtures/3.20240129.3/state").next(),
      error: "Error",
      message: /^Reading SQLite files requires the package "libsql": npm install libsql \(.+\)\.$/,
    },
  ],
  directoryNamespace: [
    rangeError(() => new MemoryDirectory().record("x", []), 'No namespace of this directory has the id "x".'),
  ],
  directoryKey: [
    {
      call: recordWithoutKey,
      error: "Error",
      message: /^The key of namespace [0-9a-f]{32} is secret and not stored: pass it to `add` before/,
    },
  ],
  directoryOpen: [
    {
      call: () => SqliteDirectory.open("no/such/file.db", { create: false }),
      error: "Error",
      message: /"no\/such\/file\.db".*no such file/,
    },
  ],
  directoryReadOnly: [
    {
      call: () => StateDirectory.prototype.record(),
      error: "Error",
      message: "A state folder is read-only: record objects in a MemoryDirectory or an SqliteDirectory.",
    },
  ],
  directoryCopy: [
    {
      call: copyTwice,
      error: "Error",
      message: 'Another process has changed the copy of namespace "n": only one can copy it at a time.',
    },
  ],
  listingRefused: [
    {
      call: () => listingOf(401, { success: false, errors: [{ code: 10000, message: "Authentication error" }] }),
      error: "Error",
      message: /^GET https:\/\/api\.cloudflare\.com\/\S+: status 401: 10000 "Authentication error"; check the token/,
    },
  ],
  listingCursor: [
    {
      call: () => listingOf(400, { success: false, errors: [{ code: 10077, message: "Invalid cursor" }] }),
      error: "Error",
      message: /status 400: 10077 "Invalid cursor"\.$/,
    },
  ],
  listingAnswer: [
    {
      call: () => listingOf(200, { id: 7 }),
      error: "Error",
      message: /the answer is not the documented envelope \(status 200\): "{\\"id\\":7}"\.$/,
    },
  ],
  listingUnreachable: [
    { call: () => listingOf(503, "busy"), error: "Error", message: /status 503: "\\"busy\\"", in 1 attempt\.$/ },
  ],
  listingNamespace: [
    rangeError(
      () => pullObjects(new MemoryDirectory(), { ...client(200, {}), namespaces: async () => [] }),
      "The account has no Durable Object namespaces.",
    ),
  ],
};

/** A client of a server that gives every request the same answer. */
function client(status: number, body: unknown) {
  const answer = () => Response.json(body, { status, headers: { "retry-after": "86400" } });
  return createListingClient({ accountId: "0".repeat(32), token: "a-token", fetch: async () => answer() });
}

function listingOf(status: number, body: unknown) {
  return client(status, body).objects("n", { cursor: "c" });
}

async function copyTwice(): Promise<void> {
  const directory = new MemoryDirectory();
  const namespace = { id: "n", name: "n", script: "s", class: "C", useSqlite: null };
  const copy = await directory.openCopy("source", namespace);
  await directory.openCopy("source", namespace);
  await copy.complete();
}

async function readCsv(text: string): Promise<void> {
  const records = createValidator([rooms]).records({ format: "csv", field: "id" });
  const reader = new Blob([text]).stream().pipeThrough(records).getReader();
  while (!(await reader.read()).done);
}

async function recordWithoutKey(): Promise<void> {
  peer.isInstalled = true;
  const folder = mkdtempSync(join(tmpdir(), "durable-id-"));
  try {
    const path = join(folder, "objects.db");
    const first = await SqliteDirectory.open(path);
    const { id: namespace } = first.add({ key: new Uint8Array(32), script: "a", class: "B" });
    first.close();
    const second = await SqliteDirectory.open(path);
    await second.record(namespace, []).finally(() => second.close());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The error that a call throws or rejects with. Fails if there is none. */
async function thrownBy(call: () => unknown): Promise<Error & { code: unknown }> {
  try {
    await call();
  } catch (error) {
    return error as Error & { code: unknown };
  }
  return expect.fail(`nothing thrown by ${call}`);
}

describe("errors", () => {
  it("every code has a case, and no two names share a code", () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(ErrorCode).sort());
    expect(Object.values(CASES).filter((cases) => cases.length === 0)).toEqual([]);
    expect(new Set(Object.values(ErrorCode)).size).toBe(Object.keys(ErrorCode).length);
  });

  it("the codes never change", () => {
    expect(ErrorCode).toEqual({
      malformed: "ERR_DO_ID_MALFORMED",
      foreign: "ERR_DO_ID_FOREIGN",
      wrongJurisdiction: "ERR_DO_ID_JURISDICTION",
      packMalformed: "ERR_DO_ID_PACK",
      packName: "ERR_DO_ID_PACK_NAME",
      unknownJurisdiction: "ERR_DO_JURISDICTION_UNKNOWN",
      nestedJurisdiction: "ERR_DO_JURISDICTION_NESTED",
      jurisdictionTable: "ERR_DO_JURISDICTION_TABLE",
      argument: "ERR_DO_ARGUMENT",
      key: "ERR_DO_KEY",
      routingMode: "ERR_DO_ROUTING_MODE",
      noConnect: "ERR_DO_NO_CONNECT",
      randomBytes: "ERR_DO_RANDOM_BYTES",
      illegalInvocation: "ERR_DO_ILLEGAL_INVOCATION",
      illegalConstructor: "ERR_DO_ILLEGAL_CONSTRUCTOR",
      engine: "ERR_DO_ENGINE",
      batch: "ERR_DO_BATCH",
      check: "ERR_DO_CHECK",
      records: "ERR_DO_RECORDS",
      recordsOption: "ERR_DO_RECORDS_OPTION",
      host: "ERR_DO_HOST",
      method: "ERR_DO_METHOD",
      unsupported: "ERR_DO_UNSUPPORTED",
      localKey: "ERR_DO_LOCAL_KEY",
      config: "ERR_DO_CONFIG",
      state: "ERR_DO_STATE",
      sqlite: "ERR_DO_SQLITE",
      directoryNamespace: "ERR_DO_DIRECTORY_NAMESPACE",
      directoryKey: "ERR_DO_DIRECTORY_KEY",
      directoryOpen: "ERR_DO_DIRECTORY_OPEN",
      directoryReadOnly: "ERR_DO_DIRECTORY_READ_ONLY",
      directoryCopy: "ERR_DO_DIRECTORY_COPY",
      listingRefused: "ERR_DO_LISTING_REFUSED",
      listingCursor: "ERR_DO_LISTING_CURSOR",
      listingAnswer: "ERR_DO_LISTING_ANSWER",
      listingUnreachable: "ERR_DO_LISTING_UNREACHABLE",
      listingNamespace: "ERR_DO_LISTING_NAMESPACE",
    });
  });

  for (const [name, cases] of Object.entries(CASES) as [keyof typeof ErrorCode, readonly Case[]][]) {
    it(`${ErrorCode[name]}: class, code and message`, async () => {
      for (const { call, error, message, type } of cases) {
        const thrown = await thrownBy(call);
        expect([thrown.name, thrown.code]).toEqual([error, ErrorCode[name]]);
        if (typeof message === "string") expect(thrown.message).toBe(message);
        else expect(thrown.message).toMatch(message);
        expect(Object.getPrototypeOf(thrown)).toBe((type ?? { TypeError, RangeError, Error }[error]).prototype);
        // Errors through a stub have two more properties.
        const keys = Object.keys(thrown).filter((key) => key !== "remote" && key !== "durableObjectId");
        expect(keys).toEqual(["code"]);
        expect(thrown.stack).toContain(thrown.message);
      }
    });
  }

  it("a symbol instead of a string gives the platform's own TypeError", () => {
    for (const call of [() => rooms.idFromName(loose(Symbol("x"))), () => rooms.idFromString(loose(Symbol("x")))]) {
      expect(call).toThrow(new TypeError("Cannot convert a Symbol value to a string"));
    }
  });

  it("`tryIdFromString` never throws", () => {
    const trap = { toString: () => expect.fail("converted") };
    for (const value of [undefined, null, 1, 1n, Symbol("x"), {}, trap, [], "", "x".repeat(64), new String(id)]) {
      expect(rooms.tryIdFromString(value)).toBe(undefined);
    }
    expect(rooms.tryIdFromString(String(id))?.equals(id)).toBe(true);
  });
});
