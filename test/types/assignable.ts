import type {
  DurableObjectId as PlatformId,
  DurableObjectNamespace as PlatformNamespace,
  Rpc,
} from "@cloudflare/workers-types";
import { type HostStub, host, type ObjectContext } from "../../src/host.js";
import {
  createValidator,
  DurableObjectId,
  DurableObjectNamespace,
  type DurableObjectStub,
  type GetOptions,
  type IdString,
  inspectId,
  isIdString,
  type NamespaceOptions,
  packId,
  unpackId,
} from "../../src/index.js";
import { localObject, type ScannedObject, scanState } from "../../src/local.js";
import { createVerdictHandler } from "../../src/remote.js";

/*
 * Never run: `test/types.test.ts` has the compiler read it. A value of ours goes where the platform's types are asked
 * for, without a cast; and each @ts-expect-error is an error that a user of the types is to get.
 */

/** Accepts a value that is assignable to a type, and doesn't use it. */
declare function take<Wanted>(value: Wanted): void;
/** Fails to compile unless both types are the same. */
declare function same<A, B>(
  ...equal: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? [] : [different: { a: A; b: B }]
): void;

interface Room extends Rpc.DurableObjectBranded {
  say(text: string): Promise<number>;
  count(): number;
  readonly title: string;
}

const plain = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const branded = new DurableObjectNamespace<Room>({ key: new Uint8Array(32) });
const connected = new DurableObjectNamespace({
  uniqueKey: "my-worker-ChatRoom",
  connect: (id: DurableObjectId, options: GetOptions) => ({ id, fetch: () => options.locationHint ?? "near" }),
});
declare const dispatch: (id: DurableObjectId) => DurableObjectStub<Room>;
const reachable = new DurableObjectNamespace<Room>({ uniqueKey: "my-worker-ChatRoom", connect: dispatch });
const explicit = new DurableObjectNamespace<Room, Map<string, DurableObjectId>>({
  uniqueKey: "my-worker-ChatRoom",
  connect: (id) => new Map([[String(id), id]]),
});

// The form of an ID as a type: `id.toString()` returns it, and other strings are narrowed to it.
declare function stored(id: IdString): void;
declare const text: string;
stored(plain.newUniqueId().toString());
if (isIdString(text)) stored(text);
take<string>(plain.newUniqueId().toString());
const inspected = inspectId(text);
if (inspected.ok) stored(inspected.digits);
else take<string>(inspected.reason);

// Our namespaces where the platform's are expected.
take<PlatformNamespace>(plain);
take<PlatformNamespace<undefined>>(plain);
take<PlatformNamespace<Room>>(branded);
take<PlatformNamespace>(connected);
take<PlatformNamespace<Room>>(explicit);
take<PlatformNamespace<Room>>(branded.jurisdiction("eu"));
take<{ ROOMS: PlatformNamespace<Room>; CARTS: PlatformNamespace }>({ ROOMS: branded, CARTS: plain });

// Our IDs where the platform's are expected.
take<PlatformId>(plain.idFromName("lobby"));
take<PlatformId>(plain.newUniqueId());
take<PlatformId | undefined>(plain.tryIdFromString("…"));
take<PlatformId>(unpackId(branded, packId(plain.newUniqueId())));

// Values that come back through the platform's types can be used as usual.
declare function worker(env: { ROOMS: PlatformNamespace<Room> }): void;
worker({ ROOMS: branded });
const throughPlatform: PlatformNamespace<Room> = branded;
take<PlatformId>(throughPlatform.idFromName("lobby"));
take<Promise<number>>(throughPlatform.getByName("lobby").say("hello"));

// A namespace without `connect` has no stubs, and its type says so.
same<typeof plain, DurableObjectNamespace<undefined, never>>();
same<typeof branded, DurableObjectNamespace<Room>>();
declare function never(value: never): void;
if (text) never(plain.get(plain.newUniqueId()));
if (text) never(branded.jurisdiction("eu").getByName("lobby"));
declare const options: NamespaceOptions;
same<ReturnType<DurableObjectNamespace<undefined, unknown>["getByName"]>, unknown>();
take<DurableObjectNamespace<Room, unknown>>(new DurableObjectNamespace<Room>(options));
same<ReturnType<typeof connected.get>["fetch"], () => string>();

// The same namespace with other settings.
const changed = branded.with({ connect: (id) => [id] });
same<typeof changed, DurableObjectNamespace<Room, DurableObjectId[]>>();
const repeatable = explicit.with({ randomBytes: (length) => new Uint8Array(length) });
same<typeof repeatable, typeof explicit>();
take<PlatformNamespace<Room>>(changed);

// The stub of a class, if `connect` returns one: each method returns a promise.
same<typeof reachable, DurableObjectNamespace<Room, DurableObjectStub<Room>>>();
take<PlatformNamespace<Room>>(reachable);
const stub = reachable.getByName("lobby");
same<typeof stub, DurableObjectStub<Room>>();
same<ReturnType<typeof stub.say>, Promise<number>>();
same<ReturnType<typeof stub.count>, Promise<number>>();
same<Parameters<typeof stub.say>, [text: string]>();
same<typeof stub.title, Promise<string>>();
same<typeof stub.id, DurableObjectId>();
take<DurableObjectStub<Room>>(reachable.jurisdiction("eu").get(branded.newUniqueId()));

// The stub that `connect` makes.
take<string>(connected.getByName("lobby").fetch());
take<string>(connected.get(connected.newUniqueId(), { locationHint: "weur" }).fetch());
take<Map<string, DurableObjectId>>(explicit.getByName("lobby", null));

// The calls of the documentation.
take<DurableObjectId>(plain.newUniqueId({ jurisdiction: "eu" }));
take<DurableObjectId>(plain.newUniqueId(null));
take<DurableObjectNamespace>(plain.jurisdiction());
take<string | undefined>(plain.newUniqueId().jurisdiction);
take<Uint8Array>(createValidator([plain, branded, connected, explicit.jurisdiction("us")]).check(["…"]).verdicts);

// A host: its env goes where a worker's is asked for, and its stubs have the methods of the class, promised.
declare class ChatRoom implements Rpc.DurableObjectBranded {
  readonly __DURABLE_OBJECT_BRAND: never;
  readonly title: string;
  constructor(ctx: ObjectContext, env: { GREETING: string });
  say(text: string): number;
  later(): Promise<Date>;
  fetch(request: Request): Response;
}
declare class Plain {
  ping(): "pong";
}
const env = host({ ROOMS: ChatRoom, PLAIN: Plain }, { env: { GREETING: "hello" }, worker: "my-worker" });
take<{ ROOMS: PlatformNamespace<ChatRoom>; PLAIN: PlatformNamespace; GREETING: string }>(env);
const room = env.ROOMS.getByName("lobby", { locationHint: "weur" });
same<typeof room, HostStub<ChatRoom>>();
same<ReturnType<typeof room.say>, Promise<number>>();
same<Parameters<typeof room.say>, [text: string]>();
same<ReturnType<typeof room.later>, Promise<Date>>();
same<ReturnType<typeof room.fetch>, Promise<Response>>();
take<Promise<"pong">>(env.PLAIN.jurisdiction("eu").get(env.PLAIN.newUniqueId()).ping());
take<DurableObjectId>(room.id);
take<Promise<unknown>>(room.title);

// Local state.
take<string>(localObject({ kind: "d1", id: "1111" }).path);
take<AsyncIterable<ScannedObject>>(scanState(".wrangler/state/v3"));

// The platform's namespaces where a verdict handler expects them.
interface Bindings {
  readonly ROOMS: PlatformNamespace<Room>;
  readonly CARTS: PlatformNamespace;
  readonly TOKEN: string;
}
take<(request: Request, env: Bindings) => Promise<Response>>(
  createVerdictHandler({
    namespaces: ({ ROOMS, CARTS }: Bindings) => ({
      ROOMS,
      CARTS: { namespace: CARTS, jurisdiction: "eu" },
      PLAIN: plain,
    }),
    token: ({ TOKEN }) => TOKEN,
  }),
);

// @ts-expect-error TS2349: a property is read, not called
room.title();
// @ts-expect-error TS2339: of its class
room.shout();
// @ts-expect-error TS2345: with their arguments
room.say(1);
// @ts-expect-error TS2339: and fetch where the class has it
env.PLAIN.getByName("a").fetch("https://x");
// @ts-expect-error TS2322: a host is of classes
host({ ROOMS: {} });
// @ts-expect-error TS2353: and it is what connects
host({ ROOMS: Plain }, { connect: () => 1 });
// @ts-expect-error TS2353: a D1 database has one id
localObject({ kind: "d1", id: "1111", name: "a" });
// @ts-expect-error TS2345: an object has a name or an id
localObject({ kind: "do", uniqueKey: "a" });
// @ts-expect-error TS2769: neither key
new DurableObjectNamespace({});
// @ts-expect-error TS2769: both keys
new DurableObjectNamespace({ uniqueKey: "a", key: new Uint8Array(32) });
// @ts-expect-error TS2769: a key in digits
new DurableObjectNamespace({ key: "00" });
// @ts-expect-error TS2769: no such engine
new DurableObjectNamespace({ uniqueKey: "a", engine: "fast" });
// @ts-expect-error TS2769: a table with only names
new DurableObjectNamespace({ uniqueKey: "a", jurisdictions: ["eu"] });
// @ts-expect-error TS2345: not every string has the form of an ID
stored(text);
// @ts-expect-error TS2673: the constructor is not for users
new DurableObjectId();
// @ts-expect-error TS2769: a string is not an ID
plain.get("lobby");
// @ts-expect-error TS2769: what looks like an ID is none
plain.get({ toString: () => "", equals: () => true });
// @ts-expect-error TS2322: nor does it equal one
plain.newUniqueId().equals({ toString: () => "", equals: () => true });
// @ts-expect-error TS2540: a name is read-only
plain.newUniqueId().name = "lobby";
// @ts-expect-error TS2540: and so is a jurisdiction
plain.newUniqueId().jurisdiction = "eu";
// @ts-expect-error TS2769: one routing mode
plain.getByName("lobby", { routingMode: "nearest" });
// @ts-expect-error TS2345: a name is a string
plain.idFromName(1);
// @ts-expect-error TS2554: and has to be there
plain.idFromName();
// @ts-expect-error TS2322: a jurisdiction is a string
plain.newUniqueId({ jurisdiction: 1 });
// @ts-expect-error TS2322: the ID as text, or bytes as rows
createValidator([plain]).check([plain.newUniqueId()]);
// @ts-expect-error TS2740: a validator is over namespaces
createValidator([plain.newUniqueId()]);
// @ts-expect-error TS2345: a string is not a packed ID
unpackId(plain, "AQ==");
// @ts-expect-error TS2339: a stub has the methods of its class and no others
reachable.getByName("lobby").shout();
// @ts-expect-error TS2345: with their arguments
reachable.getByName("lobby").say(1);
// @ts-expect-error TS2339: a namespace without connect has no stubs
branded.getByName("lobby").say("hello");
// @ts-expect-error TS2558: nobody names the type of a stub but connect
connected.get<string>(connected.newUniqueId());
// @ts-expect-error TS2558: neither by name
connected.getByName<string>("lobby");
// @ts-expect-error TS2769: the key of a namespace does not change
connected.with({ uniqueKey: "a" });
// @ts-expect-error TS2345: nor is there a stub type without connect
new DurableObjectNamespace<Room, string>({ uniqueKey: "a" });
