import { call, type Dialect, doubled, escaped, STANDARD } from "../dialect.js";

/** PostgreSQL 14 or later, without extensions. */
export const postgres: Dialect = {
  ...STANDARD,
  // In E quotes, a backslash escapes with any setting of standard_conforming_strings.
  text: (value) => (value.includes("\\") ? `E${escaped("'", value)}` : doubled("'", value)),
  bytes: (hex) => `decode('${hex}', 'hex')`,
  parameter: (index) => `$${index}::text`,
  fromHex: (text) => `decode(${text}, 'hex')`,
  toHex: (bytes) => `encode(${bytes}, 'hex')`,
  sha256: call("sha256"),
  sha256Start: (bytes, length) => `substr(sha256(${bytes}), 1, ${length})`,
  // Regular expressions fail with nondeterministic collations.
  isIdString: (id) => `${id} COLLATE "C" ~ '^[0-9a-fA-F]{64}$'`,
  utf8: (text) => `convert_to(${text}, 'UTF8')`,
  createFunction: (name, body, returns) =>
    `CREATE FUNCTION ${name}(id text) RETURNS ${returns}\nLANGUAGE sql IMMUTABLE PARALLEL SAFE\nRETURN ${body("id")};`,
};
