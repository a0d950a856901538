import { SeededRandom } from "../../support/random.js";
import { runTrial } from "./mutations/trial.js";

// npm run mutations [-- COUNT [SEED]]: of COUNT mutated IDs none may be accepted, of COUNT minted ones none refused.

const [countGiven = "1000000", seed = String(Date.now())] = process.argv.slice(2);
const count = Number(countGiven);
if (!Number.isInteger(count) || count < 1) {
  process.stderr.write(`COUNT must be a whole number above 0, not ${JSON.stringify(countGiven)}.\n`);
  process.exit(2);
}

const start = performance.now();
const { mutated, accepted, minted, refused, single, byMutation } = runTrial(count, new SeededRandom(seed));
const seconds = ((performance.now() - start) / 1000).toFixed(1);
const figure = (value: number) => value.toLocaleString("en-US");

for (const [name, times] of byMutation) console.log(`${figure(times).padStart(11)}  ${name}`);
console.log(`of ${figure(mutated)} mutated IDs, accepted: ${figure(accepted)}`);
console.log(`of ${figure(minted)} minted IDs, refused: ${figure(refused)}`);
console.log(`(${figure(single)} of them by single calls too; ${seconds} s; seed ${seed})`);
if (accepted > 0 || refused > 0) process.exitCode = 1;
