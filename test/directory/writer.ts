import { SqliteDirectory } from "../../src/directory/sqlite.js";
import { DurableObjectNamespace } from "../../src/namespace/namespace.js";

/*
 * A process that records batches of objects and prints the number of each once it is in: `writer.mjs PATH LABEL FROM TO`.
 */
const [path, label, from, to] = process.argv.slice(2);
const uniqueKey = "my-worker-ChatRoom";
const rooms = new DurableObjectNamespace({ uniqueKey });
const directory = await SqliteDirectory.open(path);
directory.add({ uniqueKey, script: "my-worker", class: "ChatRoom" });
for (let batch = Number(from); batch < Number(to); batch++) {
  const ids = Array.from({ length: 50 }, (_, i) => rooms.idFromName(`${label} ${batch} ${i}`));
  await directory.record(
    uniqueKey,
    ids.map((id) => ({ id })),
  );
  process.stdout.write(`${batch}\n`);
}
directory.close();
