import { describe, expect, it } from "vitest";
import { host, type ObjectContext, RpcTarget } from "../../src/host.js";
import { type DurableObjectId, DurableObjectNamespace, type GetOptions } from "../../src/index.js";

/** A class as a user writes it: it keeps its context, counts, and reaches its neighbours. */
class ChatRoom {
  static made = 0;
  readonly #ctx: ObjectContext;
  readonly #env: Env;
  #said = 0;

  constructor(ctx: ObjectContext, env: Env) {
    ChatRoom.made++;
    this.#ctx = ctx;
    this.#env = env;
  }

  say(_text: string): number {
    return ++this.#said;
  }

  whoami(): [name: string | undefined, id: string, jurisdiction: string | undefined] {
    const { id } = this.#ctx;
    return [id.name, String(id), id.jurisdiction];
  }

  greeting(): string {
    return this.#env.GREETING;
  }

  async other(name: string): Promise<[string | undefined, string, string | undefined]> {
    return (await this.#env.ROOMS.getByName(name)).whoami();
  }

  stored(): unknown {
    return this.#ctx.storage;
  }

  fetch(request: Request): Response {
    return new Response(`${request.method} ${new URL(request.url).pathname}`);
  }
}

interface Env {
  readonly ROOMS: { getByName(name: string): { whoami(): Promise<[string | undefined, string, string | undefined]> } };
  readonly GREETING: string;
}

const make = () => host({ ROOMS: ChatRoom }, { worker: "my-worker", env: { GREETING: "hello" } });

describe("the product's own examples", () => {
  it("getByName", async () => {
    const env = make();
    const stub = env.ROOMS.getByName("foo");
    expect(await stub.say("hello")).toBe(1);
    expect(await (await stub.fetch("https://room/history", { method: "POST" })).text()).toBe("POST /history");
  });

  it("newUniqueId, stored as a string, and restored with idFromString", async () => {
    const env = make();
    const stored = env.ROOMS.newUniqueId().toString();
    await env.ROOMS.get(env.ROOMS.idFromString(stored)).say("one");
    expect(await env.ROOMS.get(env.ROOMS.idFromString(stored)).say("two")).toBe(2);
    expect(await env.ROOMS.get(env.ROOMS.idFromString(stored)).whoami()).toEqual([undefined, stored, undefined]);
  });

  it("jurisdiction('eu').getByName", async () => {
    const env = make();
    const eu = env.ROOMS.jurisdiction("eu");
    expect(await eu.getByName("foo").whoami()).toEqual(["foo", String(eu.idFromName("foo")), "eu"]);
    expect(await eu.getByName("foo").say("one")).toBe(1);
    expect(await env.ROOMS.getByName("foo").say("another object")).toBe(1);
    expect(await env.ROOMS.get(eu.idFromName("foo")).say("the same object")).toBe(2);
    expect(() => eu.get(env.ROOMS.idFromName("foo"))).toThrow(
      expect.objectContaining({ code: "ERR_DO_ID_JURISDICTION" }),
    );
  });
});

describe("a host", () => {
  it("gives the same IDs as the Worker's own namespace", () => {
    expect(String(make().ROOMS.idFromName("foo"))).toBe(
      "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5",
    );
    const byDefault = host({ ROOMS: ChatRoom }).ROOMS.idFromName("foo");
    expect(String(byDefault)).toBe(
      String(new DurableObjectNamespace({ uniqueKey: "worker-ChatRoom" }).idFromName("foo")),
    );
    const other = host({ ROOMS: ChatRoom }, { uniqueKeys: { ROOMS: "elsewhere" } }).ROOMS.idFromName("foo");
    expect(String(other)).toBe(String(new DurableObjectNamespace({ uniqueKey: "elsewhere" }).idFromName("foo")));
  });

  it("constructs an object at its first call, not before", async () => {
    const env = make();
    const before = ChatRoom.made;
    const stub = env.ROOMS.getByName("lazy");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ChatRoom.made).toBe(before);
    const call = stub.say("hello");
    expect(ChatRoom.made).toBe(before);
    await Promise.all([call, stub.say("again"), env.ROOMS.getByName("lazy").say("and again")]);
    expect(ChatRoom.made).toBe(before + 1);
  });

  it("passes objects the env, with namespaces and other bindings", async () => {
    const env = make();
    expect(await env.ROOMS.getByName("foo").greeting()).toBe("hello");
    expect((await env.ROOMS.getByName("foo").other("bar"))[0]).toBe("bar");
    expect(env.GREETING).toBe("hello");
  });

  it("shares objects between two bindings of a class, but not between hosts", async () => {
    const env = host({ A: ChatRoom, B: ChatRoom });
    await env.A.getByName("foo").say("one");
    expect(await env.B.getByName("foo").say("two")).toBe(2);
    expect(await host({ A: ChatRoom }).A.getByName("foo").say("one")).toBe(1);
  });

  it("calls a hook with the options of get", () => {
    const log: [DurableObjectId, GetOptions, string][] = [];
    const env = host({ ROOMS: ChatRoom }, { onGet: (...call) => log.push(call) });
    const id = env.ROOMS.newUniqueId({ jurisdiction: "eu" });
    env.ROOMS.get(id, { locationHint: "weur" });
    env.ROOMS.jurisdiction("eu").get(id, { routingMode: "primary-only" });
    env.ROOMS.getByName("foo");
    expect(log.map(([, options, binding]) => [options, binding])).toEqual([
      [{ locationHint: "weur" }, "ROOMS"],
      [{ routingMode: "primary-only" }, "ROOMS"],
      [{}, "ROOMS"],
    ]);
    expect(log[0][0]).toBe(id);
  });

  it("lets a hook refuse", () => {
    const onGet = () => {
      throw new RangeError("not there");
    };
    expect(() => host({ ROOMS: ChatRoom }, { onGet }).ROOMS.getByName("foo")).toThrow(new RangeError("not there"));
  });

  it("makes storage once for each object, if the option is given", async () => {
    const storages: string[] = [];
    const storage = (id: DurableObjectId) => [storages.push(String(id))];
    const env = host({ ROOMS: ChatRoom }, { storage });
    const stub = env.ROOMS.getByName("foo");
    expect(storages).toEqual([]);
    expect([await stub.stored(), await stub.stored(), await env.ROOMS.getByName("bar").stored()]).toEqual([
      [1],
      [1],
      [2],
    ]);
    expect(storages).toEqual([String(env.ROOMS.idFromName("foo")), String(env.ROOMS.idFromName("bar"))]);
  });

  it("passes a namespace's options on", () => {
    const settings = {
      jurisdictions: { mars: 9 },
      randomBytes: (length: number) => new Uint8Array(length),
      engine: "pure",
    } as const;
    const { ROOMS } = host({ ROOMS: ChatRoom }, settings);
    expect(ROOMS.newUniqueId({ jurisdiction: "mars" }).jurisdiction).toBe("mars");
    expect(String(ROOMS.newUniqueId())).toMatch(/^0{32}/);
  });
});

describe("calls", () => {
  class Tricky {
    static attempts = 0;
    constructor(ctx: ObjectContext) {
      if (ctx.id.name === "broken" && ++Tricky.attempts < 3) throw new RangeError(`attempt ${Tricky.attempts}`);
    }
    give<Value>(value: Value): Value {
      return value;
    }
    fail(error: Error): never {
      throw error;
    }
  }
  const { T } = host({ T: Tricky });

  it("a constructor that fails runs again for the next stub, but not for the same one", async () => {
    const stub = T.getByName("broken");
    await expect(Promise.all([stub.give(1), stub.give(2)])).rejects.toThrow("attempt 1");
    await expect(stub.give(3)).rejects.toThrow("attempt 1");
    await expect(T.getByName("broken").give(4)).rejects.toThrow("attempt 2");
    expect(await T.getByName("broken").give(5)).toBe(5);
    expect(Tricky.attempts).toBe(3);
  });

  it("an error arrives as a copy, with its original stack", async () => {
    const error = Object.assign(new TypeError("mine"), { code: "E_MINE", detail: { deep: 1 } });
    class Thrower {
      fail(): never {
        throw error;
      }
    }
    const caught = await host({ T: Thrower })
      .T.getByName("x")
      .fail()
      .catch((thrown) => thrown);
    expect(caught).not.toBe(error);
    expect(caught).toBeInstanceOf(TypeError);
    expect(caught).toMatchObject({ message: "mine", code: "E_MINE", detail: { deep: 1 }, remote: true });
    expect(caught.stack).toBe(error.stack);
    const older = host({ T: Thrower }, { compatibilityDate: "2026-04-20" });
    const flat = await older.T.getByName("x")
      .fail()
      .catch((thrown) => thrown);
    expect([flat.message, "code" in flat, flat.remote]).toEqual(["mine", false, true]);
  });

  it("data is copied both ways: cycles, null prototypes, and one value in two places", async () => {
    const shared = { list: [1] };
    const sent: Record<string, unknown> = {
      shared,
      again: shared,
      map: new Map([[shared, new Set([shared])]]),
      when: new Date(5),
    };
    sent.self = sent;
    const got = (await T.getByName("x").give(sent)) as typeof sent;
    expect(got).toEqual(sent);
    expect(got).not.toBe(sent);
    expect(got.self).toBe(got);
    expect(got.again).toBe(got.shared);
    expect(got.shared).not.toBe(shared);
    expect([...(got.map as Map<object, Set<object>>)][0][0]).toBe(got.shared);
    const odd: unknown = JSON.parse('{"__proto__": {"polluted": 1}}');
    const back = (await T.getByName("x").give(odd)) as { polluted?: number };
    expect([Object.keys(back as object), back.polluted]).toEqual([["__proto__"], undefined]);
  });

  it("a Request and a Response are passed unchanged, and bytes are copied", async () => {
    const things = [new Request("https://x"), new Response("x")];
    const got = (await T.getByName("x").give(things)) as unknown[];
    for (const [i, thing] of things.entries()) expect(got[i]).toBe(thing);
    const bytes = Uint8Array.of(1, 2);
    expect(await T.getByName("x").give(bytes)).toEqual(bytes);
    expect(await T.getByName("x").give(bytes)).not.toBe(bytes);
  });

  it("an RpcTarget is passed by reference", async () => {
    class Seat extends RpcTarget {
      taken = 0;
      get row(): number {
        return 5;
      }
      take(): number {
        return ++this.taken;
      }
    }
    const seat = new Seat();
    const stub = (await T.getByName("x").give(seat)) as unknown as { take(): Promise<number>; row: Promise<number> };
    expect([await stub.take(), await stub.take(), await stub.row]).toEqual([1, 2, 5]);
    expect(seat.taken).toBe(2);
  });

  it("getters can be read, fields can't", async () => {
    class Titled {
      field = 1;
      get title(): string {
        return "a title";
      }
    }
    const stub = host({ Titled }).Titled.getByName("x");
    expect(await stub.title).toBe("a title");
    await expect(stub.field.then()).rejects.toMatchObject({ code: "ERR_DO_METHOD" });
  });

  it("onCall gets each call, with copies of its arguments", async () => {
    const calls: unknown[] = [];
    const onCall = (id: DurableObjectId, method: string, args: readonly unknown[]) =>
      calls.push([id.name, method, args]);
    const env = host({ ROOMS: ChatRoom }, { onCall });
    await env.ROOMS.getByName("foo").say("hello");
    await env.ROOMS.getByName("bar").fetch("https://room/");
    expect(calls).toEqual([
      ["foo", "say", ["hello"]],
      ["bar", "fetch", [expect.any(Request)]],
    ]);
  });

  it("a stub can be returned from async functions, and printed", async () => {
    const stub = await (async () => T.getByName("foo"))();
    expect(stub.name).toBe("foo");
    expect(`${stub}`).toBe("[object DurableObject]");
  });
});

describe("waitUntil", () => {
  class Background {
    readonly #ctx: ObjectContext;

    constructor(ctx: ObjectContext) {
      this.#ctx = ctx;
    }

    start(promise: () => unknown): string {
      this.#ctx.waitUntil(promise() as Promise<unknown>);
      return "started";
    }
  }

  it("passes each rejection to onBackgroundError with the object's ID, and leaves none unhandled", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      const failed: [unknown, string][] = [];
      const onBackgroundError = (error: unknown, id: DurableObjectId) => failed.push([error, String(id)]);
      const env = host({ B: Background }, { onBackgroundError });
      for (const promise of [() => Promise.reject("rejected"), () => Promise.resolve(1), () => 5]) {
        expect(await env.B.getByName("a").start(promise)).toBe("started");
      }
      expect(
        await host({ B: Background })
          .B.getByName("a")
          .start(() => Promise.reject("ignored")),
      ).toBe("started");
      await new Promise((done) => setTimeout(done, 10));
      const id = String(env.B.idFromName("a"));
      expect(failed).toEqual([["rejected", id]]);
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });
});
