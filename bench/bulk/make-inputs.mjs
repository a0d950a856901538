import { createCipheriv, createHash, createHmac } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

export const UNIQUE_KEY = "bench-Room";

/** The number of different records, limited by the time that node:crypto needs. A file repeats them. */
const POOL = 50_000;

/** The shapes of exported records: the name of a file, its header, and the record of an ID. */
export const SHAPES = {
  text: { extension: "txt", options: [], header: "", record: (id) => `${id}\n` },
  csv: {
    extension: "csv",
    options: ["--field", "session_id"],
    header: "created,session_id,agent,visits\n",
    record: (id, i) => `${1_700_000_000 + i},${id},"Mozilla/5.0 (X11; Linux x86_64), like Gecko",${i % 97}\n`,
  },
  jsonl: {
    extension: "jsonl",
    options: ["--field", "session_id"],
    header: "",
    record: (id, i) =>
      `{"created":${1_700_000_000 + i},"session_id":"${id}","agent":"Mozilla/5.0 (X11)","visits":${i % 97},"tags":["a","b"]}\n`,
  },
};

/** Lines of a log of about 200 bytes, for `grep`: without an ID, and with one. */
export const LOGS = {
  "log without IDs": {
    header: "",
    record: (id, i) =>
      `2026-11-27T12:00:00.${100 + (i % 900)}Z INFO GET /api/v1/rooms/${i} status=200 duration=${i % 97}ms trace=${id.slice(0, 32)} span=${id.slice(32, 48)} user=ann-${i} region=weur agent="Mozilla/5.0 (X11)"\n`,
  },
  "log, an ID a line": {
    header: "",
    record: (id, i) =>
      `2026-11-27T12:00:00.${100 + (i % 900)}Z INFO GET /api/v1/rooms/${id} status=200 duration=${i % 97}ms trace=${id.slice(0, 32)} user=ann-${i} region=weur\n`,
  },
};

/** Writes a number of records of a shape, always the same: of a thousand, two are foreign and one is malformed. */
export function makeInput(path, { header, record }, count) {
  const root = createHash("sha256").update(UNIQUE_KEY).digest();
  const random = createCipheriv("aes-256-ctr", createHash("sha256").update("bench").digest(), Buffer.alloc(16));
  const records = [];
  for (let i = 0; i < POOL; i++) {
    const base = random.update(Buffer.alloc(16));
    const tag = createHmac("sha256", i % 500 === 7 ? base : root)
      .update(base)
      .digest()
      .subarray(0, 16);
    const id = Buffer.concat([base, tag]).toString("hex");
    records.push(record(i % 1000 === 3 ? id.slice(1) : id, i));
  }
  const file = openSync(path, "w");
  writeSync(file, header);
  for (let left = count; left > 0; left -= POOL) writeSync(file, records.slice(0, left).join(""));
  closeSync(file);
}
