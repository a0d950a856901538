// `durable-id/check` from an install: CSV on two threads, packed with gzip and zstd, a checkpoint and all outputs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DurableObjectNamespace, idsFromNames } from "durable-id";
import { checkFiles, createPlan, FileClaims } from "durable-id/check";

const [, , home] = process.argv;
mkdirSync(home, { recursive: true });
const namespace = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const namespaces = [{ label: "rooms", namespace }];

// Enough records for the second thread to start.
const names = Array.from({ length: 100_000 }, (_, i) => `name ${i}`);
const ids = [...idsFromNames(namespace, names)];
const rows = ids.map((id, i) => (i % 10 === 0 ? `${i},nonsense\n` : `${i},${id}\n`));
const csv = join(home, "sessions.csv.gz");
writeFileSync(csv, gzipSync(`user,session_id\n${rows.join("")}`));

// One frame of zstd with a block that is not compressed: its last block, of so many bytes.
const text = Buffer.from(`user,session_id\n0,${ids[1]}\n`);
const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, text.length, (text.length << 3) | 1, text.length >> 5, 0]);
const zstd = join(home, "one.csv.zst");
writeFileSync(zstd, Buffer.concat([header, text]));

const valid = join(home, "valid.txt");
const outputs = { valid, duplicates: true, checkpoint: { path: join(home, "checkpoint"), interval: 1000 } };
let threads = 0;
process.on("worker", () => threads++);
const plan = await createPlan({ files: [csv, zstd], namespaces, field: "session_id", jobs: 2 });
const { total, malformed, engine, complete, duplicates } = await checkFiles(plan, outputs, new FileClaims());
const written = readFileSync(valid, "utf8").split("\n").length - 1;
console.log(JSON.stringify({ total, malformed, written, engine, complete, duplicates, threads }));
