import { call, type Dialect, STANDARD } from "../dialect.js";

const hasForm = (id: string): string => `character_length(${id}) = 64 AND ${id} !~ '[^0-9a-fA-F]'`;

/** Apache DataFusion. */
export const datafusion: Dialect = {
  ...STANDARD,
  bytes: (hex) => `X'${hex}'`,
  parameter: (index) => `$${index}`,
  fromHex: (text) => `decode(${text}, 'hex')`,
  toHex: (bytes) => `encode(${bytes}, 'hex')`,
  sha256: call("sha256"),
  // DataFusion has no substring of bytes.
  sha256Start: (bytes, length) => `decode(substr(encode(sha256(${bytes}), 'hex'), 1, ${2 * length}), 'hex')`,
  isIdString: hasForm,
  // DataFusion turns a CASE of booleans into AND and OR, evaluates both sides, and fails for text that can't be decoded.
  digits: (id) => `CASE WHEN ${hasForm(id)} THEN ${id} END`,
  utf8: (text) => `CAST(${text} AS BYTEA)`,
  createFunction: undefined,
};
