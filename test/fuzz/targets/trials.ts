import { SeededRandom } from "../../../support/random.js";
import { csvTrial, engineTrial, jsonArrayTrial, jsonLinesTrial, type Trial, textTrial } from "../../scanner/trial.js";
import { runTrial } from "../differential/trial.js";
import type { Target } from "../target.js";

/** IDs of one run of the differential trial. */
const IDS = 500;

/** A trial that makes its own input: here, an input is its seed. */
function trial(name: string, run: Trial): Target {
  return {
    name,
    takesSeeds: true,
    open: () => ({
      generate: (random) => Buffer.from(Buffer.from(random.bytes(8)).toString("hex")),
      run: (input) => run(new SeededRandom(Buffer.from(input).toString())),
    }),
  };
}

/** Scanners agree with each other, with a plain split of lines, with csv-parse and with JSON.parse; engines with the oracle. */
export const trials: readonly Target[] = [
  trial("scanner-engines", engineTrial),
  trial("scanner-text", textTrial),
  trial("scanner-csv", csvTrial),
  trial("scanner-jsonl", jsonLinesTrial),
  trial("scanner-json", jsonArrayTrial),
  trial("ids", (random) => {
    runTrial(IDS, Buffer.from(random.bytes(8)).toString("hex"));
    return IDS;
  }),
];
