import { describe, expect, it } from "vitest";
import { createStub, DurableObjectNamespace, type StubHandlers } from "../src/index.js";
import { createServiceStub } from "../src/namespace/create-stub.js";

// test/conformance/objects compares the shape of a stub with workerd's.

interface Room {
  say(text: string): Promise<string>;
  readonly title: string;
  fetch(input: string, init?: object): Promise<string>;
}

const id = new DurableObjectNamespace({ uniqueKey: "a" }).idFromName("x");
const make = (handlers: Partial<StubHandlers>) => createStub<Room>(id, { call: () => undefined, ...handlers });

describe("createStub", () => {
  it("passes calls, reads and requests to the handlers", async () => {
    const calls: unknown[] = [];
    const stub = make({
      call: (...args) => calls.push(["call", ...args]),
      get: (...args) => calls.push(["get", ...args]),
      fetch: (...args) => calls.push(["fetch", ...args]),
    });
    await stub.say("hello");
    await stub.title;
    await stub.fetch("http://x/", { method: "POST" });
    await stub.fetch("http://y/");
    expect(calls).toEqual([
      ["call", "say", ["hello"]],
      ["get", "title"],
      ["fetch", "http://x/", { method: "POST" }],
      ["fetch", "http://y/"],
    ]);
  });

  it("has the members that workerd's has", async () => {
    const stub = make({ get: (name) => name });
    const shape = { value: id, writable: false, enumerable: true, configurable: true };
    expect(Object.getOwnPropertyDescriptors(stub)).toEqual({ name: { ...shape, value: "x" }, id: shape });
    expect(["then", "toJSON", "5", Symbol.iterator].map((key) => Reflect.get(stub, key))).toEqual(
      new Array(4).fill(undefined),
    );
    expect(["then", "5", "fetch", "name", "anything", "05"].map((key) => Reflect.has(stub, key))).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(Object.prototype.toString.call(stub)).toBe("[object DurableObject]");
    expect(() => Reflect.apply(Reflect.get(stub, "fetch"), {}, [])).toThrow(
      expect.objectContaining({ code: "ERR_DO_ILLEGAL_INVOCATION" }),
    );
  });

  it("a stub of a service has no ID", async () => {
    const stub = createServiceStub({ call: (name) => name });
    expect(Object.prototype.toString.call(stub)).toBe("[object Fetcher]");
    expect(Reflect.ownKeys(stub)).toEqual([]);
    expect(await Reflect.get(stub, "id")()).toBe("id");
  });

  it("lets a member be read with then, catch and finally", async () => {
    const title = make({ get: (name) => name }).title as unknown as Promise<string>;
    const failing = make({
      get: () => {
        throw new RangeError("no");
      },
    }).title as unknown as Promise<string>;
    let settled = 0;
    expect(await title.then((value) => value.length)).toBe(5);
    expect(await title.finally(() => settled++)).toBe("title");
    expect(await failing.catch((error: Error) => error.message)).toBe("no");
    expect(settled).toBe(1);
  });

  it("rejects with what a handler throws", async () => {
    const fail = () => {
      throw new RangeError("no");
    };
    const stub = make({ call: fail, get: fail, fetch: fail });
    await expect(stub.say("hello")).rejects.toThrow("no");
    await expect(stub.title).rejects.toThrow("no");
    await expect(stub.fetch("http://x/")).rejects.toThrow("no");
  });

  it("without get, members are only methods; without fetch, requests are an error", async () => {
    const stub = make({});
    expect(Reflect.has(stub.title as unknown as object, "then")).toBe(false);
    await expect(stub.fetch("http://x/")).rejects.toMatchObject({ code: "ERR_DO_METHOD" });
  });
});
