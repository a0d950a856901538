import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { SeededRandom } from "../../../support/random.js";
import { EU_FOO, FOO, FOREIGN, ROOMS, workerdIds } from "../../cli/support.js";

export const FORMATS = ["text", "csv", "jsonl"] as const;
export type Format = (typeof FORMATS)[number];
export const CONTAINERS = ["plain", "gzip", "zstd"] as const;
export type Container = (typeof CONTAINERS)[number];
/** `long` holds records that no reader keeps whole: over 64 KB of text, over 4 MB of CSV or JSON. */
export const SIZES = ["few", "many", "long"] as const;
export type Size = (typeof SIZES)[number];

export interface InputShape {
  readonly format: Format;
  readonly container: Container;
  readonly size: Size;
}

const DAMAGED = [FOO.slice(0, 60), `0${FOO.slice(1)}`, EU_FOO.slice(1)];
const IDS = [...workerdIds(ROOMS), FOO, EU_FOO, FOREIGN, "", "bad", "x".repeat(100), ...DAMAGED];
const EXTENSIONS = { text: "txt", csv: "csv", jsonl: "jsonl" } as const;
const SUFFIXES = { plain: "", gzip: ".gz", zstd: ".zst" } as const;
/** Enough records that a run takes a few times as long as the process needs to start. */
const MANY = { text: 120_000, csv: 60_000, jsonl: 60_000 } as const;
const LONG = { text: [70_000, 1_000_000, 24_000_000], csv: [5_000_000, 24_000_000], jsonl: [5_000_000, 24_000_000] };

/** The input of a shape in a folder. It is written when it is first asked for. */
export function inputFile(folder: string, shape: InputShape, random: SeededRandom): string {
  const { format, container, size } = shape;
  const path = join(folder, `${size}.${EXTENSIONS[format]}${SUFFIXES[container]}`);
  if (!existsSync(path)) writeFileSync(path, pack(contentOf(format, size, random), container));
  return path;
}

function contentOf(format: Format, size: Size, random: SeededRandom): string {
  const count = size === "few" ? 500 : MANY[format];
  const records = Array.from({ length: count }, () => record(format, random.pick(IDS), random));
  if (size === "long") {
    for (const length of LONG[format]) {
      records.splice(random.below(records.length), 0, longRecord(format, length, random));
    }
  }
  const newline = random.pick(["\n", "\r\n"]);
  const header = format === "csv" ? [`n,note,id`] : [];
  return [...header, ...records].join(newline) + random.pick(["", newline]);
}

function record(format: Format, id: string, random: SeededRandom): string {
  if (format === "text") return id;
  const number = random.below(1e6);
  if (format === "csv") return `${number},"${random.pick(["a", 'a ""b""', "two\nlines"])}",${id}`;
  return random.below(50) === 0 ? `{"id":"${id}"` : JSON.stringify({ n: number, note: "é", id });
}

function longRecord(format: Format, length: number, random: SeededRandom): string {
  const filling = "long ".repeat(length / 5);
  if (format === "text") return filling;
  const id = random.pick(IDS);
  return format === "csv" ? `0,"${filling}",${id}` : JSON.stringify({ note: filling, id });
}

function pack(text: string, container: Container): Uint8Array {
  if (container === "plain") return Buffer.from(text);
  if (container === "gzip") return gzipSync(text, { level: 1 });
  const { status, stdout, error } = spawnSync("zstd", ["-q", "-1", "-c"], { input: text, maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error("this suite needs the program zstd", { cause: error });
  return stdout;
}
