import { DurableObjectNamespace } from "durable-id";
import { createValidator, idsFromNames } from "durable-id/bulk";
import { idsOf, MANY, namesOf, rowsOf, SOME, spreadIds, UNIQUE_KEY, uniqueKeysOf } from "../suite/fixtures.js";
import { must, type Work, type Works } from "../suite/work.js";

/**
 * This library, as it was built. `auto` is the WASM engine: where it is not, its ratios fall under their floors.
 */
export function libraryWorks(engine: "auto" | "pure"): Works {
  const namespace = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY, engine });
  const many = engine === "auto" ? MANY : SOME;
  return {
    "kernel-hex": () => {
      const rows = rowsOf(idsOf(many));
      const validator = createValidator([namespace]);
      must(validator.check(rows).tally.valid === many, "all rows are valid");
      return { operations: many, run: () => validator.check(rows) };
    },
    verdicts: () => {
      const ids = idsOf(many);
      const validator = createValidator([namespace]);
      must(validator.check(ids).tally.valid === many, "all IDs are valid");
      return { operations: many, run: () => validator.check(ids) };
    },
    idFromString: () => {
      const ids = idsOf(SOME);
      return {
        operations: SOME,
        run: () => {
          for (const id of ids) namespace.idFromString(id);
        },
      };
    },
    idFromName: () => {
      const names = namesOf(SOME);
      must(String(namespace.idFromName(names[SOME - 1])) === idsOf(SOME)[SOME - 1], "a name has its ID");
      return {
        operations: SOME,
        run: () => {
          for (const name of names) namespace.idFromName(name);
        },
      };
    },
    idsFromNames: () => {
      const names = namesOf(many);
      must(idsFromNames(namespace, names)[many - 1] === idsOf(many)[many - 1], "many names have theirs");
      return { operations: many, run: () => idsFromNames(namespace, names) };
    },
    "classify-1": () => classification(engine, 1, many),
    "classify-10": () => classification(engine, 10, many),
    "classify-100": () => classification(engine, 100, engine === "auto" ? SOME : 128),
    "classify-1000": () => classification(engine, 1000, engine === "auto" ? 512 : 32),
  };
}

function classification(engine: "auto" | "pure", count: number, operations: number): Work {
  const uniqueKeys = uniqueKeysOf(count);
  const validator = createValidator(uniqueKeys.map((uniqueKey) => new DurableObjectNamespace({ uniqueKey, engine })));
  const ids = spreadIds(uniqueKeys, operations);
  must(validator.check(ids).tally.valid === operations, "each ID has its namespace");
  return { operations, run: () => validator.check(ids) };
}
