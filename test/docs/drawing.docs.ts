import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";

it("docs/id-format.svg shows the IDs that the library makes", () => {
  const drawn = readFileSync("docs/id-format.svg", "utf8")
    .match(/>[0-9a-f]{2,32}</g)
    ?.map((text) => text.slice(1, -1))
    .filter((text) => text.length > 2 || text === "01");
  const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
  const [plain, eu] = [rooms, rooms.jurisdiction("eu")].map((namespace) => String(namespace.idFromName("foo")));
  expect(drawn).toEqual([
    ...[plain.slice(0, 32), plain.slice(32)],
    ...[eu.slice(0, 30), eu.slice(30, 32), eu.slice(32)],
  ]);
});
