import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeWtf8 } from "../../src/format/wtf8.js";
import { contextId, DurableObjectNamespace, MAX_NAME_BYTES } from "../../src/index.js";
import { type RunningWorkerd, startWorkerd } from "../../support/workerd/runtime.js";
import type { CarriedName } from "./questions.js";

const KEY = "chat-ChatRoom";
const rooms = new DurableObjectNamespace({ uniqueKey: KEY });

/** Names, and whether they arrive at the object. */
const NAMES: readonly (readonly [what: string, name: string, arrives: boolean])[] = [
  ["foo", "foo", true],
  ["the empty name", "", true],
  ["a NUL", "a\0b", true],
  ["a BOM", "\ufeffx", true],
  ["nothing but a BOM", "\ufeff", true],
  ["a lone surrogate", "\ud800x", true],
  ["1,023 bytes: a", "a".repeat(1_023), true],
  ["1,024 bytes: a", "a".repeat(1_024), true],
  ["1,025 bytes: a", "a".repeat(1_025), false],
  ["1,024 bytes: é", "é".repeat(512), true],
  ["1,026 bytes: é", "é".repeat(513), false],
  ["1,025 bytes: é and a", `${"é".repeat(512)}a`, false],
  ["1,023 bytes: €", "€".repeat(341), true],
  ["1,026 bytes: €", "€".repeat(342), false],
  ["1,024 bytes: 😀", "😀".repeat(256), true],
  ["1,028 bytes: 😀", "😀".repeat(257), false],
  // Read back, each of these is three times U+FFFD, of nine bytes: what counts is the name as it was given.
  ["342 bytes: \\ud800", "\ud800".repeat(114), true],
  ["1,023 bytes: \\ud800", "\ud800".repeat(341), true],
  ["1,024 bytes: \\ud800 and a", `${"\ud800".repeat(341)}a`, true],
  ["1,025 bytes: \\ud800 and aa", `${"\ud800".repeat(341)}aa`, false],
  ["1,026 bytes: \\ud800", "\ud800".repeat(342), false],
  ["1,024 bytes: \\udc00 and a", `a${"\udc00".repeat(341)}`, true],
  ["100 KB", "a".repeat(102_400), false],
];

describe("contextId, and ctx.id in an object of a real workerd", () => {
  let workerd: RunningWorkerd | undefined;
  let seen: CarriedName[];

  beforeAll(async () => {
    workerd = await startWorkerd({
      entry: "test/conformance/worker.ts",
      namespaces: [{ binding: "rooms", uniqueKey: KEY }],
    });
    seen = await workerd.ask(
      "/carried",
      NAMES.map(([, name]) => name),
    );
  });

  afterAll(() => workerd?.stop());

  it.each(NAMES.map(([what, name, arrives], i) => ({ what, name, arrives, i })))("$what", ({ name, arrives, i }) => {
    const ours = contextId(rooms.idFromName(name));
    expect({ name: ours.name ?? null, digits: String(ours), keys: Object.keys(ours) }).toEqual(seen[i]);
    expect(ours.name !== undefined).toBe(arrives);
    expect(encodeWtf8(name).length <= MAX_NAME_BYTES).toBe(arrives);
  });

  it("has no name when reached through idFromString", async () => {
    const digits = String(rooms.idFromName("never named"));
    const nameless = await workerd?.ask<CarriedName>("/carried-nameless", digits);
    const ours = contextId(rooms.idFromString(digits));
    expect({ name: ours.name ?? null, digits: String(ours), keys: Object.keys(ours) }).toEqual(nameless);
    expect(ours.name).toBeUndefined();
  });
});
