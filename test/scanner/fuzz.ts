// Trials of the record scanners by the million: node scripts/run.mjs test/scanner/fuzz.ts [RECORDS] [SEED] [TRIAL]
import { SeededRandom } from "../../support/random.js";
import { csvTrial, engineTrial, jsonArrayTrial, jsonLinesTrial, textTrial } from "./trial.js";

const REPORTED = 1_000_000;
const TRIALS = { engines: engineTrial, text: textTrial, csv: csvTrial, jsonl: jsonLinesTrial, json: jsonArrayTrial };

const [count = "100000", seed = String(Date.now()), only] = process.argv.slice(2);
for (const [name, trial] of Object.entries(TRIALS)) {
  if (only !== undefined && only !== name) continue;
  let records = 0;
  let round = 0;
  const start = performance.now();
  for (; records < Number(count); round++) {
    try {
      const before = records;
      records += trial(new SeededRandom(`${seed} ${name} ${round}`));
      if (Math.floor(before / REPORTED) !== Math.floor(records / REPORTED))
        console.log(`${name}: ${records} records so far`);
    } catch (error) {
      console.error(`${name}: seed ${seed}, round ${round}`);
      throw error;
    }
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${name}: ${records} records in ${round} inputs agree (seed ${seed}, ${seconds} s)`);
}
