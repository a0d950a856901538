import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import Database from "libsql";
import { DurableObjectNamespace, idsFromNames } from "../../../src/index.js";
import type { SeededRandom } from "../../../support/random.js";
import { parquetOf } from "./parquet.js";

export const STREAM_FORMATS = ["text", "csv", "json", "jsonl"] as const;
export const TABLE_FORMATS = ["parquet", "sqlite"] as const;
export type StreamFormat = (typeof STREAM_FORMATS)[number];
export type Format = StreamFormat | (typeof TABLE_FORMATS)[number];
export const CONTAINERS = ["plain", "gzip", "zstd", "utf16", "utf16 gzip"] as const;
export type Container = (typeof CONTAINERS)[number];
/** `long` holds records that no reader keeps whole: over 64 KB of text, over 4 MB of a format with fields. */
export const SIZES = ["few", "many", "long"] as const;
export type Size = (typeof SIZES)[number];

export interface InputShape {
  readonly format: Format;
  readonly container: Container;
  readonly size: Size;
}

/** The key of the records. */
export const UNIQUE_KEY = "my-worker-ChatRoom";
const rooms = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY });
const VALID = idsFromNames(
  rooms,
  Array.from({ length: 5000 }, (_, i) => `room ${i}`),
);
const [FOO] = VALID;
const EU_FOO = String(rooms.jurisdiction("eu").idFromName("room"));
const FOREIGN = String(new DurableObjectNamespace({ uniqueKey: "another" }).idFromName("room"));
const DAMAGED = [FOO.slice(0, 60), `0${FOO.slice(1)}`, EU_FOO.slice(1)];
const OTHERS = [EU_FOO, FOREIGN, "", "bad", "x".repeat(100), ...DAMAGED];

const EXTENSIONS = { text: "txt", csv: "csv", json: "json", jsonl: "jsonl", parquet: "parquet", sqlite: "sqlite" };
const SUFFIXES = { plain: "", gzip: ".gz", zstd: ".zst", utf16: "", "utf16 gzip": ".gz" } as const;
/** Enough records that a run takes a few times as long as the process needs to start. */
const MANY = { text: 120_000, csv: 60_000, json: 60_000, jsonl: 60_000, parquet: 120_000, sqlite: 60_000 } as const;
const LONG = {
  text: [70_000, 1_000_000, 24_000_000],
  csv: [5_000_000, 24_000_000],
  json: [5_000_000, 9_000_000],
  jsonl: [5_000_000, 24_000_000],
  parquet: [5_000_000, 6_000_000],
  sqlite: [5_000_000, 9_000_000],
} as const;

/** The input of a shape in a folder. It is written when it is first asked for. */
export function inputFile(folder: string, shape: InputShape, random: SeededRandom): string {
  const { format, container, size } = shape;
  const encoding = container.startsWith("utf16") ? "-utf16" : "";
  const path = join(folder, `${size}${encoding}.${EXTENSIONS[format]}${SUFFIXES[container]}`);
  if (existsSync(path)) return path;
  const count = size === "few" ? 500 : MANY[format];
  const records = Array.from({ length: count }, () => record(format, pickId(random), random));
  if (size === "long") {
    for (const length of LONG[format]) {
      records.splice(random.below(records.length), 0, longRecord(format, length, random));
    }
  }
  if (format === "sqlite") writeTable(path, records);
  else if (format === "parquet") writeFileSync(path, parquetOf("id", records, 40_000));
  else writeFileSync(path, pack(textOf(format, records, random), container, random));
  return path;
}

function pickId(random: SeededRandom): string {
  return random.pick(random.below(4) === 0 ? OTHERS : VALID);
}

function textOf(format: StreamFormat, records: readonly string[], random: SeededRandom): string {
  const newline = random.pick(["\n", "\r\n"]);
  if (format === "json") return `[${records.join(random.pick([",", `,${newline}`, ` ,${newline}  `]))}]`;
  const header = format === "csv" ? [`n,note,id`] : [];
  return [...header, ...records].join(newline) + random.pick(["", newline]);
}

/** A record of text, or, of a table, what is in its column of IDs. */
function record(format: Format, id: string, random: SeededRandom): string {
  const number = random.below(1e6);
  switch (format) {
    case "csv":
      return `${number},"${random.pick(["a", 'a ""b""', "two\nlines"])}",${id}`;
    case "json":
      return JSON.stringify({ n: number, note: "é", id });
    case "jsonl":
      return random.below(50) === 0 ? `{"id":"${id}"` : JSON.stringify({ n: number, note: "é", id });
    default:
      return id;
  }
}

function longRecord(format: Format, length: number, random: SeededRandom): string {
  const filling = "long ".repeat(length / 5);
  const id = pickId(random);
  switch (format) {
    case "csv":
      return `0,"${filling}",${id}`;
    case "json":
    case "jsonl":
      return JSON.stringify({ note: filling, id });
    default:
      return filling;
  }
}

function writeTable(path: string, ids: readonly string[]): void {
  const database = new Database(path);
  database.exec("CREATE TABLE sessions (n INTEGER PRIMARY KEY, id); BEGIN");
  const insert = database.prepare("INSERT INTO sessions (n, id) VALUES (?, ?)");
  for (const [i, id] of ids.entries()) insert.run(i, storedAs(id, i));
  database.exec("COMMIT");
  database.close();
}

/** Every other ID is stored as its bytes, and what is empty as NULL. */
function storedAs(id: string, row: number): string | Buffer | null {
  if (id === "") return null;
  return row % 2 === 0 && /^[0-9a-f]{64}$/.test(id) ? Buffer.from(id, "hex") : id;
}

function pack(text: string, container: Container, random: SeededRandom): Uint8Array {
  switch (container) {
    case "plain":
      return Buffer.from(text);
    case "gzip":
      return gzipSync(text, { level: 1 });
    case "zstd":
      return zstd(text);
    case "utf16":
      return utf16(text, random);
    case "utf16 gzip":
      return gzipSync(utf16(text, random), { level: 1 });
  }
}

/** With a byte order mark, in either order. */
function utf16(text: string, random: SeededRandom): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return random.below(2) === 0 ? bytes : bytes.swap16();
}

function zstd(text: string): Uint8Array {
  const { status, stdout, error } = spawnSync("zstd", ["-q", "-1", "-c"], { input: text, maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error("this suite needs the program zstd", { cause: error });
  return stdout;
}
