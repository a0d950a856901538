import { expect, it } from "vitest";
import { validationOrder } from "../../src/engine/validation-order.js";
import { Verdict } from "../../src/format/verdict.js";
import { testNamespace, testScope } from "./samples.js";

const key = (byte: number) => new Uint8Array(32).fill(byte);
const two = [
  { name: "near", code: 1 },
  { name: "far", code: 255 },
];

it("tries each key once: first all for valid IDs, then the other keys of restricted namespaces", () => {
  const rooms = testNamespace(key(1), two);
  const carts = testNamespace(key(2), two);
  const scopes = [testScope(rooms, 255), testScope(carts), testScope(rooms, 1), testScope(rooms, 255)];
  const order = validationOrder(scopes).map(({ scope, code, verdict }) => [scope, code, verdict]);
  const { valid, wrongJurisdiction } = Verdict;
  expect(order).toEqual([
    [0, 255, valid],
    [1, 0, valid],
    [1, 1, valid],
    [1, 255, valid],
    [2, 1, valid],
    [3, 255, valid],
    [0, 0, wrongJurisdiction],
    [0, 1, wrongJurisdiction],
  ]);
});
