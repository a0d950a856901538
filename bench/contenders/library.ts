import { createValidator, DurableObjectNamespace, idsFromNames } from "durable-id";
import { libraryContender } from "../../src/cli/bench/library.js";
import type { OperationId } from "../../src/cli/bench/operations.js";
import type { EngineName } from "../../src/engine/types.js";
import { idsOf, MANY, namesOf, rowsOf, SOME, spreadIds, UNIQUE_KEY, uniqueKeysOf } from "../suite/fixtures.js";
import { must, type Work, type Works } from "../suite/work.js";

/** The built library. The four operations are those of `durable-id bench`. */
export function libraryWorks(engine: EngineName): Works {
  const library = { DurableObjectNamespace, createValidator, idsFromNames };
  const contender = libraryContender(library, engine, UNIQUE_KEY);
  const many = engine === "wasm" ? MANY : SOME;
  const operation = (id: OperationId, count: number): Work => {
    const pass = contender.passes({ ids: idsOf(count), names: namesOf(count) })[id];
    if (pass === undefined) throw new Error(`The library has no ${id}.`);
    return pass;
  };
  return {
    "kernel-hex": () => {
      const rows = rowsOf(idsOf(many));
      const validator = createValidator([new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY, engine })]);
      must(validator.check(rows).tally.valid === many, "all rows are valid");
      return { operations: many, run: () => validator.check(rows) };
    },
    verdicts: () => operation("verdicts", many),
    idFromString: () => operation("idFromString", SOME),
    idFromName: () => operation("idFromName", SOME),
    "idFromName-again": () => {
      const namespace = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY, engine });
      const names = namesOf(SOME);
      const run = () => {
        for (const name of names) namespace.idFromName(name);
      };
      // Names are cached one by one, when they repeat.
      for (let i = 0; i < 100; i++) run();
      return { operations: SOME, run };
    },
    idsFromNames: () => {
      const namespace = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY, engine });
      must(idsFromNames(namespace, namesOf(many)).at(-1) === idsOf(many).at(-1), "names have their IDs");
      return operation("idsFromNames", many);
    },
    "classify-1": () => classification(engine, 1, many),
    "classify-10": () => classification(engine, 10, many),
    "classify-100": () => classification(engine, 100, engine === "wasm" ? SOME : 128),
    "classify-1000": () => classification(engine, 1000, engine === "wasm" ? 512 : 32),
  };
}

function classification(engine: EngineName, count: number, operations: number): Work {
  const uniqueKeys = uniqueKeysOf(count);
  const validator = createValidator(uniqueKeys.map((uniqueKey) => new DurableObjectNamespace({ uniqueKey, engine })));
  const ids = spreadIds(uniqueKeys, operations);
  must(validator.check(ids).tally.valid === operations, "each ID has its namespace");
  return { operations, run: () => validator.check(ids) };
}
