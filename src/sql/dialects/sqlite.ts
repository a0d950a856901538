import { call, type Dialect, STANDARD } from "../dialect.js";

/**
 * SQLite 3.41 or later with a function sha256 from an extension or the program, because SQLite has none. Bytes are
 * concatenated as hex digits, because || would convert them to text in the encoding of the database.
 */
export const sqlite: Dialect = {
  ...STANDARD,
  bytes: (hex) => `x'${hex}'`,
  fromHex: call("unhex"),
  toHex: (bytes) => `lower(hex(${bytes}))`,
  concat: (left, right) => `unhex(hex(${left}) || hex(${right}))`,
  sha256: call("sha256"),
  sha256Start: (bytes, length) => `substr(sha256(${bytes}), 1, ${length})`,
  // length and GLOB stop at U+0000, and unhex accepts a U+0000 at the end.
  isIdString: (id) => `length(${id}) = 64 AND instr(${id}, char(0)) = 0 AND ${id} NOT GLOB '*[^0-9a-fA-F]*'`,
  utf8: (text) => `unhex(hex(${text}))`,
  createFunction: undefined,
};
