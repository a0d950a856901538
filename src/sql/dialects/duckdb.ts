import { call, type Dialect, STANDARD } from "../dialect.js";

/** DuckDB 1.0 or later. */
export const duckdb: Dialect = {
  ...STANDARD,
  bytes: (hex) => `from_hex('${hex}')`,
  fromHex: call("from_hex"),
  toHex: (bytes) => `lower(hex(${bytes}))`,
  sha256: (bytes) => `from_hex(sha256(${bytes}))`,
  sha256Start: (bytes, length) => `from_hex(substr(sha256(${bytes}), 1, ${2 * length}))`,
  isIdString: (id) => `length(${id}) = 64 AND NOT regexp_matches(${id}, '[^0-9a-fA-F]')`,
  utf8: call("encode"),
  createFunction: (name, body) => `CREATE MACRO ${name}(id) AS ${body("id")};`,
};
