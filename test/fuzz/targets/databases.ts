import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SqliteDirectory } from "../../../src/directory.js";
import { DurableObjectNamespace } from "../../../src/index.js";
import { SeededRandom } from "../../../support/random.js";
import { cli } from "../../cli/in-process.js";
import { requireExitCode } from "../exit.js";
import { havoc } from "../havoc.js";
import { requireCodedLater, requireTrue } from "../require.js";
import { ROOMS, VALID } from "../samples.js";
import type { Target } from "../target.js";

const OBJECTS = 300;
const PAGE = 100;

/** A damaged listing in SQLite is refused with a coded error, or answers with entries that have the form of entries. */
export const databases: Target = {
  name: "databases",
  async open(folder) {
    const path = join(folder, "objects.db");
    const ids = join(folder, "ids.txt");
    writeFileSync(ids, VALID.join("\n"));
    await makeDatabase(path);
    const sound = readFileSync(path);
    return {
      generate: (random) => (random.below(20) === 0 ? sound : havoc(random, sound)),
      async run(input) {
        // Another file, since libsql keeps the last one open, and locked, until its connection is collected as garbage.
        for (const part of ["", "-wal", "-shm", "-journal"]) rmSync(path + part, { force: true });
        writeFileSync(path, input);
        await requireCodedLater(() => readAll(path));
        for (const argv of [
          ["check", "--unique-key", ROOMS, "--query", "SELECT hex(id) FROM objects", "--json", path],
          ["check", "--unique-key", ROOMS, "--query", "SELECT script FROM namespaces", "--json", path],
          ["reconcile", "--db", path, "--json", ids],
          ["import", "--db", path, "--unique-key", ROOMS, "--json", ids],
        ]) {
          requireExitCode(await cli(argv), [0, 1, 2]);
        }
        return undefined;
      },
    };
  },
};

async function makeDatabase(path: string): Promise<void> {
  await using directory = await SqliteDirectory.open(path);
  const random = new SeededRandom("databases");
  const rooms = new DurableObjectNamespace({ uniqueKey: ROOMS, randomBytes: random.bytes });
  directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
  directory.add({ uniqueKey: "other-Class", script: "other", class: "Class", useSqlite: true });
  const records = Array.from({ length: OBJECTS }, (_, i) => ({ id: rooms.newUniqueId(), hasStoredData: i % 3 === 0 }));
  await directory.record(ROOMS, records);
}

/** Reads all that a directory tells. */
async function readAll(path: string): Promise<void> {
  await using directory = await SqliteDirectory.open(path, { create: false });
  const { namespaces, total } = await directory.namespaces({ page: 1, perPage: PAGE });
  requireTrue(Number.isInteger(total), `the number of namespaces is ${total}`);
  for (const { id, name, script, class: className, useSqlite, jurisdictions } of namespaces) {
    for (const text of [id, name, script, className]) requireTrue(typeof text === "string", `${text} is text`);
    requireTrue(useSqlite === null || typeof useSqlite === "boolean", `useSqlite is ${useSqlite}`);
    requireTrue(typeof jurisdictions === "object" && jurisdictions !== null, `jurisdictions are ${jurisdictions}`);
    await directory.count(id);
    await readPages(directory, id);
  }
  await directory.secret();
  directory.isComplete();
}

async function readPages(directory: SqliteDirectory, namespace: string): Promise<void> {
  for (let after: string | undefined, more = true; more; ) {
    const page = await directory.objects(namespace, { after, limit: PAGE });
    for (const { id, hasStoredData } of page?.objects ?? []) {
      requireTrue(/^[0-9a-f]{64}$/.test(id) && id > (after ?? ""), `${id} is an ID after ${after}`);
      requireTrue(hasStoredData === null || typeof hasStoredData === "boolean", `hasStoredData is ${hasStoredData}`);
      after = id;
    }
    more = page?.more ?? false;
    requireTrue(!more || (page?.objects.length ?? 0) > 0, "a page before others has objects");
  }
}
