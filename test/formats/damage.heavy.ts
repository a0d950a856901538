import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../src/check/index.js";
import { decodeFlipped } from "../check/damaged-parquet.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "durable-id-damage-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["one-column", "session_id"],
  ["pyarrow-zstd", "user.id"],
  ["pyarrow-zstd", "session_id"],
  ["pyarrow-plain", "session_id"],
  ["duckdb-gzip", "bytes"],
])(
  "bytes that are flipped in %s, the column %s, end in rows or an InputError",
  async (name, field) => {
    const faults = await decodeFlipped(name, field, 200, folder);
    for (const fault of faults) if (fault !== undefined) expect(fault).toBeInstanceOf(InputError);
  },
  600_000,
);
