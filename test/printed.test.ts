import { format, inspect, isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { DurableObjectId, DurableObjectNamespace } from "../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const FOO = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";

describe("on the console", () => {
  it("an ID shows its digits, name and jurisdiction", () => {
    expect(format(rooms.idFromName("foo"))).toBe(`DurableObjectId ${FOO} {"name":"foo"}`);
    const unique = rooms.newUniqueId({ jurisdiction: "eu" });
    expect(format([{ unique }])).toContain(`DurableObjectId ${unique} {"jurisdiction":"eu"}`);
    expect(format(rooms.idFromString(FOO))).toBe(`DurableObjectId ${FOO} {}`);
  });

  it("line breaks and escapes in a name stay on the line", () => {
    expect(format(rooms.idFromName("a\n\u001b[31m"))).toMatch(/ \{"name":"a\\n\\u001b\[31m"\}$/);
  });

  it("a namespace shows its jurisdiction", () => {
    expect(inspect(rooms, { depth: 9 })).toBe("DurableObjectNamespace {}");
    expect(inspect(rooms.jurisdiction("eu"))).toBe('DurableObjectNamespace {"jurisdiction":"eu"}');
  });

  it.each([DurableObjectId, DurableObjectNamespace])("%o: an object that inherits from it can be printed", (Class) => {
    expect(inspect(Class.prototype)).toContain(Class.name);
    expect(inspect(Object.create(Class.prototype))).toBe(`[object ${Class.name}]`);
    expect(inspect(Object.create(Object.create(Class.prototype)), { showHidden: true })).toContain(Class.name);
  });

  it("Deno prints the same", () => {
    const id = rooms.idFromName("foo");
    expect(Reflect.get(id, Symbol.for("Deno.customInspect")).call(id)).toBe(format(id));
  });
});

it("nothing else about an ID changes", () => {
  const id = rooms.idFromName("foo");
  expect(Reflect.ownKeys(id)).toEqual(["jurisdiction", "name"]);
  expect(JSON.stringify(id)).toBe('{"name":"foo"}');
  expect(isDeepStrictEqual(rooms.newUniqueId(), rooms.newUniqueId())).toBe(true);
  expect(structuredClone(id)).toEqual({ jurisdiction: undefined, name: "foo" });
});
