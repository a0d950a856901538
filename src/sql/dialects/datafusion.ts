import { call, type Dialect, STANDARD } from "../dialect.js";

/** Apache DataFusion. */
export const datafusion: Dialect = {
  ...STANDARD,
  bytes: (hex) => `X'${hex}'`,
  parameter: (index) => `$${index}`,
  fromHex: (text) => `decode(${text}, 'hex')`,
  toHex: (bytes) => `encode(${bytes}, 'hex')`,
  sha256: call("sha256"),
  // It has no part of bytes.
  sha256Start: (bytes, length) => `decode(substr(encode(sha256(${bytes}), 'hex'), 1, ${2 * length}), 'hex')`,
  isIdString: (id) => `character_length(${id}) = 64 AND ${id} !~ '[^0-9a-fA-F]'`,
  utf8: (text) => `CAST(${text} AS BYTEA)`,
  createFunction: undefined,
};
