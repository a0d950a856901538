import { refusalOfNode } from "./cli/node-version.js";

const refusal = refusalOfNode(process.versions.node);
if (refusal !== undefined) {
  process.stderr.write(`durable-id: ${refusal}\n`);
  // ExitCode.failed: this file imports nothing that is in the program's file too.
  process.exitCode = 2;
} else {
  // Loaded here, because an old Node could fail to load it before it is refused.
  const { main } = await import("./cli/main.js");
  await main();
}
