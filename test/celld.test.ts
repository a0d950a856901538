import { describe, expect, it, test } from "vitest";
import { splitUniqueKey } from "../src/directory/unique-key.js";
import { celldClassOf } from "../src/format/celld.js";
import { celldUniqueKey, DurableObjectNamespace, ErrorCode } from "../src/index.js";
import { cli, scratch } from "./cli/support.js";

const ROOMS = "cells:v1:9:my-worker:ChatRoom";
/** The result of celld 0.3.0. */
const FOO = "2aeca8dc1e16ed05c432a2837ced60163b5a430598003a281c04893284816ba5";
const OTHER = String(new DurableObjectNamespace({ uniqueKey: "cells:v1:9:my-worker:Cart" }).idFromName("foo"));

describe("celldUniqueKey", () => {
  it.each([
    ["my-worker", "ChatRoom", ROOMS],
    ["büro-😀", "Room", "cells:v1:10:büro-😀:Room"],
    ["a:b/c", "$_9", "cells:v1:5:a:b/c:$_9"],
    [" ", "Räume", "cells:v1:1: :Räume"],
    ["any", "__D1Database", "cells:v1:d1:__D1Database"],
  ])("%j, %j", (script, className, key) => {
    expect(celldUniqueKey(script, className)).toBe(key);
    expect(splitUniqueKey(key).class).toBe(className);
    expect(celldClassOf(key)).toEqual({ script: className === "__D1Database" ? "d1" : script, className });
  });

  it.each<[script: string, className: string, what: string]>([
    ["", "ChatRoom", "script"],
    ["\ud800", "ChatRoom", "script"],
    ...["", "a:b", "a/b", "9a", " ", "ChatRoom\n", "\ud800"].map(
      (name) => ["my-worker", name, "class"] as [string, string, string],
    ),
  ])("refuses %j, %j", (script, className, what) => {
    const message = expect.stringContaining(`Invalid ${what} name`);
    expect(() => celldUniqueKey(script, className)).toThrow(
      expect.objectContaining({ code: ErrorCode.argument, message }),
    );
    expect(() => celldUniqueKey(script, className)).toThrow(RangeError);
  });

  it.each<[argument: number, args: unknown[]]>([
    [1, [undefined, "A"]],
    [2, ["a", undefined]],
    [1, [{}, "A"]],
  ])("says that argument %i of %j is not a string", (argument, args) => {
    const message = expect.stringMatching(`celldUniqueKey.*durable-id.*${argument}.*string`);
    expect(() => Reflect.apply(celldUniqueKey, undefined, args)).toThrow(
      expect.objectContaining({ name: "TypeError", code: ErrorCode.argument, message }),
    );
  });

  it.each([
    "",
    "cells:v1:8:my-worker:ChatRoom",
    "cells:v1:9:my-worker:",
    "cells:v2:9:my-worker:ChatRoom",
    "my-worker-ChatRoom",
  ])("%j is not a celld key", (key) => expect(celldClassOf(key)).toBeUndefined());
});

describe("--celld", () => {
  const key = ["--celld", "my-worker/ChatRoom"];

  test("mint, inspect, grep, locate", async () => {
    expect((await cli(["mint", ...key, "foo"])).stdout).toBe(`${FOO}\n`);
    const inspected = await cli(["inspect", ...key, "--json", FOO]);
    expect(JSON.parse(inspected.stdout)).toMatchObject({ verdict: "valid", namespace: ROOMS });
    expect((await cli(["grep", ...key, "--count"], { stdin: `a ${FOO} b\n` })).stdout).toBe("stdin:1\n");
    expect((await cli(["locate", "do", ...key, "foo"])).stdout).toContain(`/do/${ROOMS}/${FOO}.sqlite`);
    expect((await cli(["locate", "d1", ...key, "foo"])).code).toBe(2);
  });

  test("check accepts a list of cells", async () => {
    const cells = [FOO, OTHER].map((id) => `${JSON.stringify({ scope: `ChatRoom:${id}`, class: "ChatRoom", id })}\n`);
    const { file } = scratch();
    const path = file("cells.jsonl", cells.join(""));
    for (const field of [
      ["--field", "id"],
      ["--field", "scope", "--scoped"],
    ]) {
      const one = await cli(["check", ...key, ...field, "--json", path]);
      expect(JSON.parse(one.stdout)).toMatchObject({ total: 2, valid: 1, foreign: 1 });
    }
    // The other ID is valid, but said to be of the wrong class.
    const both = ["check", ...key, "--celld", "my-worker/Cart", "--json"];
    const byId = await cli([...both, "--field", "id", path]);
    expect(JSON.parse(byId.stdout)).toMatchObject({ valid: 2 });
    const byScope = await cli([...both, "--field", "scope", "--scoped", path]);
    expect(JSON.parse(byScope.stdout)).toMatchObject({ valid: 1, foreign: 1 });
  });

  test.each(["", "ChatRoom", "/ChatRoom", "my-worker/", "my-worker:ChatRoom", "ids/dump.txt", ROOMS])(
    "refuses %j",
    async (value) => {
      const { code, stdout, stderr } = await cli(["mint", "--celld", value, "foo"]);
      expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining("--celld must")]);
    },
  );

  test("the last slash separates script and class", async () => {
    const { stdout } = await cli(["mint", "--celld", "a/b/ChatRoom", "foo"]);
    const rooms = new DurableObjectNamespace({ uniqueKey: "cells:v1:3:a/b:ChatRoom" });
    expect(stdout).toBe(`${rooms.idFromName("foo")}\n`);
  });
});
