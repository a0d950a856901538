import { expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { csvTrial, engineTrial, jsonArrayTrial, jsonLinesTrial, type Trial, textTrial } from "./trial.js";

// A few thousand records of what `npm run fuzz -- --target scanner --records 10000000` does with millions.

test.each<[string, Trial]>([
  ["the pure and the WASM scanner", engineTrial],
  ["scanners and a plain split of lines", textTrial],
  ["scanners and csv-parse", csvTrial],
  ["scanners and JSON.parse, on lines", jsonLinesTrial],
  ["scanners and JSON.parse, on arrays", jsonArrayTrial],
])(
  "%s agree",
  (name, trial) => {
    let records = 0;
    for (let round = 0; round < 40; round++) records += trial(new SeededRandom(`${name} ${round}`));
    expect(records).toBeGreaterThan(1000);
  },
  60_000,
);
