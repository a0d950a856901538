import { describe } from "vitest";
import type { Engine } from "../../src/engine/types.js";
import { checkContract } from "./contract-check.js";
import { classifierContract } from "./contract-classifier.js";
import { namingContract } from "./contract-naming.js";

/**
 * What every engine is held to, against an oracle on node:crypto alone (test/oracle.ts). A test file calls it with its
 * engine, and nothing else.
 */
export function engineContract(engine: Engine): void {
  describe(`the contract of engines, of "${engine.name}"`, () => {
    namingContract(engine);
    checkContract(engine);
    classifierContract(engine);
  });
}
