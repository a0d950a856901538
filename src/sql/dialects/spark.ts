import { call, type Dialect, doubled, plainOr, STANDARD } from "../dialect.js";

/** Spark 3.5 or later, and Databricks. */
export const spark: Dialect = {
  ...STANDARD,
  identifier: (name) => doubled("`", name),
  text: plainOr((hex) => `CAST(X'${hex}' AS STRING)`),
  bytes: (hex) => `X'${hex}'`,
  fromHex: call("unhex"),
  toHex: (bytes) => `lower(hex(${bytes}))`,
  concat: call("concat"),
  concatText: call("concat"),
  sha256: (bytes) => `unhex(sha2(${bytes}, 256))`,
  sha256Start: (bytes, length) => `unhex(left(sha2(${bytes}, 256), ${2 * length}))`,
  isIdString: (id) => `length(${id}) = 64 AND ${id} NOT RLIKE '[^0-9a-fA-F]'`,
  utf8: (text) => `CAST(${text} AS BINARY)`,
  createFunction: (name, body, returns) => {
    const type = returns === "boolean" ? "BOOLEAN" : "STRING";
    return `CREATE FUNCTION ${name}(id STRING) RETURNS ${type}\nRETURN ${body("id")};`;
  },
};
