import { call, type Dialect, STANDARD } from "../dialect.js";

/** Trino, and Athena. */
export const trino: Dialect = {
  ...STANDARD,
  bytes: (hex) => `X'${hex}'`,
  fromHex: call("from_hex"),
  toHex: (bytes) => `lower(to_hex(${bytes}))`,
  sha256: call("sha256"),
  sha256Start: (bytes, length) => `substr(sha256(${bytes}), 1, ${length})`,
  isIdString: (id) => `length(${id}) = 64 AND NOT regexp_like(${id}, '[^0-9a-fA-F]')`,
  utf8: call("to_utf8"),
  createFunction: (name, body, returns) =>
    `CREATE FUNCTION ${name}(id varchar) RETURNS ${returns === "boolean" ? "boolean" : "varchar"}\nDETERMINISTIC\nRETURN ${body("id")};`,
};
