import { LF } from "../../engine/scan/bytes.js";

/** How the text of a file is packed or encoded, or which kind of tables the file has. */
export type Container = "none" | "gzip" | "zstd" | "utf-16le" | "utf-16be" | "parquet" | "sqlite";

/** Names of files with tables, for messages. */
export const TABLE_NAMES = { parquet: "a Parquet file", sqlite: "an SQLite database" } as const;

const KNOWN: readonly (readonly [Container, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  // Files of pzstd begin with a skippable frame, which has one of sixteen magic numbers.
  ...Array.from({ length: 16 }, (_, i) => ["zstd", [0x50 + i, 0x2a, 0x4d, 0x18]] as const),
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
  ["parquet", ascii("PAR1")],
  ["sqlite", ascii("SQLite format 3\0")],
];

const AS_TABLE = "export the column of the IDs as CSV or Parquet";

/** Formats that can't be read, each with what the user can do. No text begins like one of these. */
const REFUSED: readonly (readonly [name: string, magic: readonly number[], remedy: string])[] = [
  ["a bzip2 file", ascii("BZh"), "unpack it with bzip2 -dc"],
  ["an xz file", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "unpack it with xz -dc"],
  ["an lz4 file", [0x04, 0x22, 0x4d, 0x18], "unpack it with lz4 -dc"],
  ["a zip file", [0x50, 0x4b, 0x03, 0x04], "unpack it with unzip -p"],
  ["a 7z file", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "unpack it with 7z x -so"],
  ["an Avro file", ascii("Obj\x01"), AS_TABLE],
  ["an Arrow or Feather file", ascii("ARROW1\0\0"), AS_TABLE],
  ["a pg_dump archive", ascii("PGDMP\x01"), "convert it to SQL with pg_restore -f -"],
  ["a PDF file", ascii("%PDF-"), "extract its text with pdftotext"],
];

/** The offset of the magic number in a tar header, after the file's name. */
const TAR_MAGIC_AT = 257;
const TAR_MAGIC = ascii("ustar");
const TAR_NAME_SIZE = 100;
/** How many bytes are needed to recognise UTF-16 text of one-byte characters. */
const UTF16_SAMPLE = 16;

/** The most bytes that are needed to recognise a container. */
export const MAGIC_SIZE: number = TAR_MAGIC_AT + TAR_MAGIC.length;

/** What the first bytes of a file are. */
export type Sniffed =
  | { readonly kind: "readable"; readonly container: Container }
  /** A container that can't be read: its name, and a remedy. */
  | { readonly kind: "refused"; readonly name: string; readonly remedy: string }
  /** More bytes are needed. */
  | { readonly kind: "undecided" };

/**
 * Recognises a file by its first bytes. A text with a complete line is never undecided, so an interactive program can
 * respond to each line.
 * @param isAll whether the file has no more bytes than these
 */
export function sniff(start: Uint8Array, isAll: boolean): Sniffed {
  let isUndecided = false;
  const matches = (magic: readonly number[], at = 0): boolean => {
    const known = Math.max(0, Math.min(start.length - at, magic.length));
    if (!magic.slice(0, known).every((byte, i) => byte === start[at + i])) return false;
    if (known < magic.length) isUndecided = true;
    return known === magic.length;
  };
  for (const [container, magic] of KNOWN) if (matches(magic)) return { kind: "readable", container };
  for (const [name, magic, remedy] of REFUSED) if (matches(magic)) return { kind: "refused", name, remedy };
  if (mayBeTar(start) && matches(TAR_MAGIC, TAR_MAGIC_AT)) {
    return { kind: "refused", name: "a tar file", remedy: "unpack it with tar -xO" };
  }
  const encoding = utf16Of(start);
  if (encoding !== undefined && start.length < UTF16_SAMPLE) isUndecided = true;
  else if (encoding !== undefined) {
    const remedy = `convert it with iconv -f ${encoding} -t UTF-8`;
    return { kind: "refused", name: "UTF-16 text without a byte order mark", remedy };
  }
  return isUndecided && !isAll ? { kind: "undecided" } : { kind: "readable", container: "none" };
}

/** Whether these may be the first bytes of a tar file: a name on one line, padded with zeros. */
function mayBeTar(start: Uint8Array): boolean {
  const name = start.subarray(0, TAR_NAME_SIZE);
  const end = name.indexOf(0);
  if (end === -1) return name.length < TAR_NAME_SIZE && !name.includes(LF);
  return end > 0 && !name.subarray(0, end).includes(LF);
}

/** The byte order of UTF-16 in which every other byte is 0; `undefined` for other bytes. */
function utf16Of(start: Uint8Array): "UTF-16LE" | "UTF-16BE" | undefined {
  const sample = start.subarray(0, UTF16_SAMPLE);
  if (sample.length < 2 && sample[0] !== 0) return undefined;
  if (sample.every((byte, i) => (byte === 0) === (i % 2 === 1))) return "UTF-16LE";
  if (sample.every((byte, i) => (byte === 0) === (i % 2 === 0))) return "UTF-16BE";
  return undefined;
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
