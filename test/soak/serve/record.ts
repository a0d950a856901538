import { SqliteDirectory } from "../../../src/directory.js";
import type { Batch } from "./ledger.js";

/*
 * A process that records the batches that its parent sends, and says of each when it is in: `record.ts DATABASE KEY`.
 */
const [path, uniqueKey] = process.argv.slice(2);
const directory = await SqliteDirectory.open(path);
directory.add({ uniqueKey, script: "soak", class: "Recorded" });
process.on("message", async ({ ids, hasStoredData }: Batch) => {
  await directory.record(
    uniqueKey,
    ids.map((id) => ({ id, hasStoredData })),
  );
  process.send?.("recorded");
});
process.send?.("ready");
