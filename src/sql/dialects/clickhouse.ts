import { call, type Dialect, escaped, STANDARD } from "../dialect.js";

/** ClickHouse and chDB. */
export const clickhouse: Dialect = {
  ...STANDARD,
  identifier: (name) => escaped("`", name),
  text: (value) => escaped("'", value),
  bytes: (hex) => `unhex('${hex}')`,
  parameter: (index) => `{p${index}:String}`,
  fromHex: call("unhex"),
  toHex: (bytes) => `lower(hex(${bytes}))`,
  concat: call("concat"),
  concatText: call("concat"),
  sha256: call("SHA256"),
  sha256Start: (bytes, length) => `substring(SHA256(${bytes}), 1, ${length})`,
  substring: call("substring"),
  isIdString: (id) => `length(${id}) = 64 AND NOT match(${id}, '[^0-9a-fA-F]')`,
  // Strings are bytes.
  utf8: (text) => text,
  createFunction: (name, body) => `CREATE FUNCTION ${name} AS (id) -> ${body("id")};`,
};
