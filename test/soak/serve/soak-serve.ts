import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SeededRandom } from "../../../support/random.js";
import { Faults } from "../faults.js";
import { auditDatabase } from "./database.js";
import { Ledger } from "./ledger.js";
import { figure, runAll } from "./run-all.js";
import { Served } from "./served.js";
import { ImportWriter, PullWriter, RecordWriter } from "./writers.js";
import { Writing } from "./writing.js";

const TOKEN = "soak-of-durable-id";
/** Batches of 5,000 objects that are there before the clients. */
const FIRST_BATCHES = 20;

/**
 * `serve` under 200 clients, and clients that misbehave, while three processes write into its database; the server and the
 * writers are killed now and then.
 * @returns what went wrong
 */
export async function soakServe(minutes: number, seed: string): Promise<Faults> {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-soak-"));
  const faults = new Faults();
  const random = new SeededRandom(`${seed} serve`);
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, TOKEN, { mode: 0o600 });
  const db = join(folder, "objects.db");
  const served = new Served(db, tokenFile, faults);
  const pulling = await PullWriter.open(db, "soak-Pulled", TOKEN, tokenFile);
  const writings = [
    new Writing(
      new Ledger("soak-Recorded"),
      new RecordWriter(db, "soak-Recorded"),
      { objects: 50, pause: 150, flags: [true, false, null] },
      random,
    ),
    new Writing(
      new Ledger("soak-Imported"),
      new ImportWriter(folder, db, "soak-Imported"),
      { objects: 200, pause: 4000, flags: [true, null] },
      random,
    ),
    new Writing(new Ledger("soak-Pulled"), pulling, { objects: 50, pause: 6000, flags: [true, false, null] }, random),
  ];
  const ledgers = writings.map(({ ledger }) => ledger);
  try {
    const [recording, ...others] = writings;
    for (let i = 0; i < FIRST_BATCHES; i++) await recording.write(5000);
    for (const writing of others) await writing.write(1500);
    await served.start();
    await runAll(served, writings, { db, token: TOKEN, milliseconds: minutes * 60_000, random, faults });
    const count = await auditDatabase(db, ledgers, faults);
    const written = ledgers.reduce((sum, { size }) => sum + size, 0);
    console.log(`  in the end: ${figure(count)} objects listed, ${figure(written)} written`);
  } finally {
    served.kill();
    for (const writing of writings) writing.kill();
    await pulling.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return faults;
}
