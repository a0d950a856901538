import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SeededRandom } from "../../../support/random.js";
import { runChain } from "../../heavy/chains/chain.js";
import { inputFile } from "../../heavy/chains/inputs.js";
import { allCells, describeChain, planChain } from "../../heavy/chains/plan.js";
import { bytesReadAtStart } from "../../heavy/chains/process.js";
import { Faults } from "../faults.js";
import { Coverage } from "./coverage.js";

/** Chains that run at the same time. */
const AT_ONCE = 2;

/**
 * `check` and `import` killed at random moments and started again, with every format in every container, read from files
 * and from standard input, by one thread and two: each chain must leave what an undisturbed run leaves.
 * @param kills how many, at least
 * @returns what went wrong
 */
export async function soakCheck(kills: number, seed: string): Promise<Faults> {
  const faults = new Faults();
  const folder = mkdtempSync(join(tmpdir(), "durable-id-soak-"));
  const inputs = join(folder, "inputs");
  mkdirSync(inputs);
  try {
    const readAtStart = await bytesReadAtStart(folder);
    const random = new SeededRandom(`${seed} check`);
    const coverage = new Coverage(allCells(random));
    let cells = allCells(random);
    let next = 0;
    const chains = async () => {
      // All cells, and again until there were enough kills.
      while (next < cells.length || (coverage.killed < kills && faults.count === 0)) {
        if (next > 0 && next % cells.length === 0) cells = allCells(random);
        const number = next++;
        const cell = cells[number % cells.length];
        const plan = planChain(cell, new SeededRandom(`${seed} check ${number}`));
        const own = join(folder, `${number}`);
        try {
          const paths = plan.inputs.map((shape) =>
            inputFile(inputs, shape, new SeededRandom(`${seed} ${JSON.stringify(shape)}`)),
          );
          coverage.add(cell, plan, await runChain(plan, paths, own, readAtStart));
        } catch (error) {
          faults.add(
            `${plan.signal} ${describeChain(plan)}: ${error instanceof Error ? error.message : String(error)}`,
          );
        } finally {
          rmSync(own, { recursive: true, force: true });
        }
      }
    };
    const start = Date.now();
    await Promise.all(Array.from({ length: AT_ONCE }, chains));
    const { killed, resumed, early, missing } = coverage;
    if (missing.length > 0) faults.add(`no run was killed of ${missing.join(", ")}`);
    console.log(
      `check and import: ${coverage.chains} chains give what undisturbed runs give, ${faults.count} faults; ${killed} runs killed, ${resumed} with a checkpoint to resume from, ${early} ended before the signal (${Math.round((Date.now() - start) / 1000)} s)
  runs killed by kind: ${coverage}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return faults;
}
