import { call, type Dialect, doubled, plainOr, STANDARD } from "../dialect.js";

/** A name that needs no quotes. Snowflake converts it to upper case, both in queries and when a column is created. */
const BARE = /^[A-Za-z_]\w*$/;

/** Snowflake. */
export const snowflake: Dialect = {
  ...STANDARD,
  identifier: (name) => (BARE.test(name) ? name : doubled('"', name)),
  text: plainOr((hex) => `TO_VARCHAR(X'${hex}', 'UTF-8')`),
  bytes: (hex) => `X'${hex}'`,
  fromHex: (text) => `TRY_TO_BINARY(${text}, 'HEX')`,
  toHex: (bytes) => `LOWER(HEX_ENCODE(${bytes}))`,
  sha256: (bytes) => `SHA2_BINARY(${bytes}, 256)`,
  sha256Start: (bytes, length) => `SUBSTR(SHA2_BINARY(${bytes}, 256), 1, ${length})`,
  substring: call("SUBSTR"),
  // Regular expressions match the whole text. The check of the length excludes a line end.
  isIdString: (id) => `LENGTH(${id}) = 64 AND REGEXP_LIKE(${id}, '[0-9a-fA-F]{64}')`,
  utf8: (text) => `TO_BINARY(${text}, 'UTF-8')`,
  createFunction: (name, body, returns) =>
    `CREATE FUNCTION ${name}(id VARCHAR) RETURNS ${returns === "boolean" ? "BOOLEAN" : "VARCHAR"} AS\n$$\n${body("id")}\n$$;`,
};
