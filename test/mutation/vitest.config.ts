import { defineConfig } from "vitest/config";
import base from "../../vitest.config.ts";
import { groups } from "./groups.ts";

/** The tests of one group. Stryker starts Vitest in processes of its own, so the group comes in an environment variable. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: [...groups[process.env.MUTATION_GROUP ?? ""].tests],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
