import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification, type Vite } from "vitest/node";
import base from "../../vitest.config.ts";
import { groups } from "./groups.ts";
import { KeptThread } from "./kept-thread.ts";

const { tests } = groups[process.env.MUTATION_GROUP ?? ""];

/** Runs the test files in the order of the group's list: the first test that fails ends the run. */
class InOrderOfList extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => tests.indexOf(relative(project.config.root, moduleId));
    return [...files].sort((a, b) => place(a) - place(b));
  }
}

/** Has one thread run all mutants. A plugin can say so; the option `pool` is overwritten by Stryker. */
function keepThread(): Vite.Plugin {
  let thread: KeptThread | undefined;
  return {
    name: "keep-thread",
    configureVitest({ project }) {
      const createPoolWorker = (options: ConstructorParameters<typeof KeptThread>[0]) => {
        thread ??= new KeptThread(options);
        return thread;
      };
      Object.assign(project.config, { pool: "kept-thread", poolRunner: { name: "kept-thread", createPoolWorker } });
    },
  };
}

/** The tests of one group. Stryker starts Vitest in processes of its own, so the group comes in an environment variable. */
export default defineConfig({
  resolve: {
    alias: {
      ...base.resolve?.alias,
      "fast-check": fileURLToPath(new URL("fast-check.ts", import.meta.url)),
    },
  },
  plugins: [keepThread()],
  test: {
    include: [...tests],
    runner: fileURLToPath(new URL("runner.ts", import.meta.url)),
    sequence: { sequencer: InOrderOfList },
    isolate: false,
    // A mutant may leave a promise pending.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
