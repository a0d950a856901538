import type { BenchOptions } from "../commands/bench.js";
import type { CommandDefinition } from "./definition.js";

export const benchCommand: CommandDefinition = {
  name: "bench",
  description: "measure the time per ID on this machine",
  help: `
Both engines and node:crypto get the same IDs. First their results on strings of all kinds must agree; then they take turns, so that a busy machine slows all of them down equally.

Examples:
  durable-id bench
  durable-id bench --seconds 1 --json
  bun node_modules/durable-id/dist/bin.js bench`,
  define(command, call) {
    command
      .option("--seconds <seconds>", "the total duration of the measurements", "5")
      .option("--json", "print one JSON object")
      .option("--no-progress", "hide the progress line")
      .action((options: BenchOptions) =>
        call.run(async (io) => {
          const { bench } = await import("../commands/bench.js");
          return bench(options, io);
        }),
      );
  },
};
