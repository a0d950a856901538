import { describe, expect, it } from "vitest";
import { createStub, DurableObjectNamespace, type StubHandlers } from "../src/index.js";

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
