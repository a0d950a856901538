import { ExitCode } from "./cli/exit-code.js";
import { refusalOfNode } from "./cli/node-version.js";

const refusal = refusalOfNode(process.versions.node);
if (refusal !== undefined) {
  process.stderr.write(`durable-id: ${refusal}\n`);
  process.exitCode = ExitCode.failed;
} else {
  // A Node that is too old could fail to load it.
  const { main } = await import("./cli/main.js");
  await main();
}
