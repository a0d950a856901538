import { isBuildStale } from "../setup/fresh-build.js";
import { soakCheck } from "./check/soak-check.js";
import { readOptions, type SoakChoice } from "./options.js";
import { soakServe } from "./serve/soak-serve.js";

// npm run soak [-- --minutes 10 --kills 200 --seed SEED --only serve|check]: `serve` under load for so long, and `check` and
// `import` killed so often.

let choice: SoakChoice;
try {
  if (isBuildStale(process.cwd())) throw new Error("dist/ is older than its sources: run npm run build first");
  choice = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
const { minutes, kills, seed, parts } = choice;
console.log(`seed ${seed}`);
for (const part of parts) {
  const faults = part === "serve" ? await soakServe(minutes, seed) : await soakCheck(kills, seed);
  process.stdout.write(String(faults));
  if (faults.count > 0) process.exitCode = 1;
}
