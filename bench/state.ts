import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StateDirectory } from "../src/directory/state.js";
import { scanState } from "../src/local/scan.js";
import { makeState, UNIQUE_KEY } from "../support/make-state.js";

/*
 * Measures scanning and listing a state folder of 200,000 objects: `npm run bench:state`.
 */
const OBJECTS = Number(process.env.OBJECTS ?? 200_000);
const LIMIT = Math.min(10_000, OBJECTS);
const state = mkdtempSync(join(tmpdir(), "durable-id-bench-"));

try {
  const ids = makeState(state, OBJECTS);
  const scan = await timed(async () => {
    let stored = 0;
    for await (const { hasStoredData } of scanState(state)) if (hasStoredData === true) stored++;
    if (stored !== OBJECTS) throw new Error(`${stored} objects have stored data, not ${OBJECTS}`);
  });
  const directory = await StateDirectory.open(state);
  const page = async (after: string | undefined, limit = LIMIT) => {
    const found = await directory.objects(UNIQUE_KEY, { after, limit });
    if (found?.objects.length !== limit) throw new Error(`a page of ${found?.objects.length} objects, not ${limit}`);
  };
  // The folder is read and its IDs are validated once, at the first page.
  const firstOfOne = await timed(() => page(undefined, 1));
  const first = await timed(() => page(undefined));
  const again = await timed(() => page(undefined));
  const last = await timed(() => page(ids[OBJECTS - LIMIT - 1]));
  const lastAgain = await timed(() => page(ids[OBJECTS - LIMIT - 1]));
  await directory.close();
  console.log(
    JSON.stringify(
      { objects: OBJECTS, limit: LIMIT, scan, page: { firstOfOne, first, again, last, lastAgain } },
      undefined,
      2,
    ),
  );
} finally {
  rmSync(state, { recursive: true });
}

/** The time that some work took, and what of it the processor was busy with, in milliseconds. */
async function timed(work: () => Promise<void>): Promise<{ wall: number; cpu: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: Math.round(performance.now() - start), cpu: Math.round((user + system) / 1000) };
}
