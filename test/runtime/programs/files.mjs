// What needs files, and `libsql`: an SQLite directory, and a scan of a state directory, both made here.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DurableObjectNamespace } from "durable-id";
import { SqliteDirectory } from "durable-id/directory";
import { localObject, scanState } from "durable-id/local";

const [, , home] = process.argv;
const uniqueKey = "my-worker-ChatRoom";
const lobby = new DurableObjectNamespace({ uniqueKey }).idFromName("lobby");

const directory = await SqliteDirectory.open(join(home, "objects.db"));
const { id } = directory.add({ uniqueKey, script: "my-worker", class: "ChatRoom" });
await directory.record(id, [{ id: lobby, hasStoredData: true }]);
const page = await directory.objects(id, { limit: 10 });
directory.close();

mkdirSync(join(home, "state/do", uniqueKey), { recursive: true });
writeFileSync(join(home, "state", localObject({ kind: "do", uniqueKey, name: "lobby" }).path), "");
const scanned = [];
for await (const { id, isValid, fault } of scanState(join(home, "state"))) scanned.push({ id, isValid, fault });

console.log(JSON.stringify({ listed: page.objects, scanned }));
