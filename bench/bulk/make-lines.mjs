import { createCipheriv, createHash, createHmac } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

export const UNIQUE_KEY = "bench-Room";

/** Different lines: as many as there is time to make with node:crypto; the file goes through them again and again. */
const POOL = 50_000;

/** Writes that many lines, the same ones each time: valid IDs, and among a thousand two foreign and one malformed. */
export function makeLines(path, count) {
  const root = createHash("sha256").update(UNIQUE_KEY).digest();
  const random = createCipheriv("aes-256-ctr", createHash("sha256").update("bench").digest(), Buffer.alloc(16));
  const lines = [];
  for (let i = 0; i < POOL; i++) {
    const base = random.update(Buffer.alloc(16));
    const tag = createHmac("sha256", i % 500 === 7 ? base : root)
      .update(base)
      .digest()
      .subarray(0, 16);
    const id = Buffer.concat([base, tag]).toString("hex");
    lines.push(`${i % 1000 === 3 ? id.slice(1) : id}\n`);
  }
  const file = openSync(path, "w");
  for (let left = count; left > 0; left -= POOL) writeSync(file, lines.slice(0, left).join(""));
  closeSync(file);
}
