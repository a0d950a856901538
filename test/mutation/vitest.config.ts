import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "../../vitest.config.ts";
import { groups } from "./groups.ts";

const { tests } = groups[process.env.MUTATION_GROUP ?? ""];

/** Runs the test files in the order of the group's list: the first test that fails ends the run. */
class InOrderOfList extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => tests.indexOf(relative(project.config.root, moduleId));
    return [...files].sort((a, b) => place(a) - place(b));
  }
}

/** The tests of one group. Stryker starts Vitest in processes of its own, so the group comes in an environment variable. */
export default defineConfig({
  resolve: {
    alias: {
      ...base.resolve?.alias,
      "fast-check": fileURLToPath(new URL("fast-check.ts", import.meta.url)),
    },
  },
  test: {
    include: [...tests],
    runner: fileURLToPath(new URL("runner.ts", import.meta.url)),
    sequence: { sequencer: InOrderOfList },
    // One thread for all files of a mutant: starting one for each takes longer than most tests.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
