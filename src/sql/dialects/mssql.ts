import { encodeHex } from "../../format/hex.js";
import { call, type Dialect, doubled, STANDARD } from "../dialect.js";

/** ASCII without the backslash, which would join lines at the end of a line. */
const PLAIN = /^[\x20-\x5b\x5d-\x7e]*$/;

/** SQL Server 2019 or later, and Azure SQL. It has no boolean type: true and false are 1 and 0 of the type bit. */
export const mssql: Dialect = {
  ...STANDARD,
  identifier: (name) => `[${name.replaceAll("]", "]]")}]`,
  text: (value) => (PLAIN.test(value) ? `N${doubled("'", value)}` : `CAST(0x${utf16Hex(value)} AS nvarchar(max))`),
  bytes: (hex) => `0x${hex}`,
  parameter: (index) => `@p${index}`,
  fromHex: (text) => `TRY_CONVERT(varbinary(max), ${text}, 2)`,
  toHex: (bytes) => `LOWER(CONVERT(varchar(max), ${bytes}, 2))`,
  concat: (left, right) => `${left} + ${right}`,
  concatText: (left, right) => `${left} + ${right}`,
  sha256: (bytes) => `HASHBYTES('SHA2_256', ${bytes})`,
  sha256Start: (bytes, length) => `SUBSTRING(HASHBYTES('SHA2_256', ${bytes}), 1, ${length})`,
  substring: call("SUBSTRING"),
  // LEN ignores trailing spaces, and character ranges depend on the collation.
  isIdString: (id) => `LEN(${id} + 'x') = 65 AND ${id} COLLATE Latin1_General_BIN2 NOT LIKE '%[^0-9a-fA-F]%'`,
  // The collation decides the encoding of varchar.
  utf8: (text) => `CAST(CAST(${text} COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS varbinary(max))`,
  true: "CAST(1 AS bit)",
  false: "CAST(0 AS bit)",
  nullText: "CAST(NULL AS nvarchar(max))",
  createFunction: (name, body, returns) => {
    const type = returns === "boolean" ? "bit" : "nvarchar(max)";
    return `CREATE FUNCTION ${name}(@id nvarchar(max)) RETURNS ${type} AS\nBEGIN\nRETURN ${body("@id")};\nEND;`;
  },
};

/** The hex digits of a text in UTF-16, little-endian. */
function utf16Hex(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return encodeHex(Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8])));
}
