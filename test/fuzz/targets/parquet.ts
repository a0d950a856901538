import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Decoders } from "../../../src/check/inputs/rows/parquet/decoders.js";
import { spawnFrom } from "../../../src/check/threads/spawn.js";
import { decodeAll } from "../../check/damaged-parquet.js";
import { havoc } from "../havoc.js";
import { requireTrue } from "../require.js";
import type { Target } from "../target.js";

const FIXTURES = resolve("test/check/fixtures/parquet");
const THREAD = pathToFileURL(resolve("dist/check/threads/worker.js"));
/** Seconds without progress after which a file is given up. */
const PATIENCE = 5;

/** A damaged Parquet file ends in rows or in an error of its input, however its decoder ends. */
export const parquet: Target = {
  name: "parquet",
  async open(folder) {
    const path = join(folder, "table.parquet");
    const names = readdirSync(FIXTURES).filter((name) => name.endsWith(".parquet"));
    const files = names.map((name) => readFileSync(join(FIXTURES, name)));
    const decoders = new Decoders({ spawn: spawnFrom(THREAD), patience: PATIENCE });
    writeFileSync(path, files[0]);
    const { length, fault } = await decodeAll(new Decoders({ spawn: spawnFrom(THREAD) }), path, "session_id");
    requireTrue(length > 0 && fault === undefined, `a sound file is decoded: ${fault}`);
    return {
      generate: (random) => havoc(random, random.pick(files)),
      async run(input) {
        writeFileSync(path, input);
        for (const field of ["session_id", "user.id"]) {
          const { fault } = await decodeAll(decoders, path, field);
          requireTrue(fault === undefined || (fault as { code?: unknown }).code === "ERR_DO_CHECK", `coded: ${fault}`);
        }
        return undefined;
      },
    };
  },
};
