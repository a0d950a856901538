import { readFileSync } from "node:fs";
import { checkFloors, type Floor, outcomeLine } from "./suite/floors.js";
import { describeMachine, machineLine } from "./suite/machine.js";
import { Field, QUICK } from "./suite/measure.js";

// npm run bench:check: exit code 1 if a ratio is under its floor in bench/floors.json twice.

const floors = JSON.parse(readFileSync("bench/floors.json", "utf8")) as Floor[];
console.log(machineLine(describeMachine()));
const field = await Field.assemble();
try {
  for (const { id, reason } of field.absent) console.log(`Without ${id}: ${reason}`);
  let measurements = 0;
  const outcomes = await checkFloors(
    floors,
    (pairs) => {
      if (++measurements > 1) console.log("Some were under their floor: measured again.");
      return field.measure(pairs, QUICK);
    },
    (contender) => field.absent.some(({ id }) => id === contender),
  );
  for (const outcome of outcomes) {
    console.log(outcomeLine(outcome));
    if (outcome.verdict === "failed") console.log(`        ${outcome.floor.why}`);
  }
  const failed = outcomes.filter(({ verdict }) => verdict === "failed").length;
  const skipped = outcomes.filter(({ verdict }) => verdict === "skipped").length;
  console.log(`floors: ${outcomes.length - failed - skipped} held, ${skipped} skipped, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
} finally {
  await field.stop();
}
