import { call, type Dialect, escaped, plainOr, STANDARD } from "../dialect.js";

/** BigQuery (GoogleSQL). */
export const bigquery: Dialect = {
  ...STANDARD,
  identifier: (name) => escaped("`", name),
  text: plainOr((hex) => `CAST(FROM_HEX('${hex}') AS STRING)`),
  bytes: (hex) => `FROM_HEX('${hex}')`,
  fromHex: call("FROM_HEX"),
  toHex: call("TO_HEX"),
  concat: call("CONCAT"),
  concatText: call("CONCAT"),
  sha256: call("SHA256"),
  sha256Start: (bytes, length) => `SUBSTR(SHA256(${bytes}), 1, ${length})`,
  substring: call("SUBSTR"),
  isIdString: (id) => `LENGTH(${id}) = 64 AND NOT REGEXP_CONTAINS(${id}, r'[^0-9a-fA-F]')`,
  utf8: (text) => `CAST(${text} AS BYTES)`,
  createFunction: (name, body, returns) =>
    `CREATE FUNCTION ${name}(id STRING) RETURNS ${returns === "boolean" ? "BOOL" : "STRING"} AS (\n${body("id")}\n);`,
};
