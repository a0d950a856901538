import { type Dialect, doubled, plainOr, STANDARD, WITH_SHA2 } from "../dialect.js";

/** MySQL 8 and MariaDB 10.5 or later. */
export const mysql: Dialect = {
  ...STANDARD,
  ...WITH_SHA2,
  identifier: (name) => doubled("`", name),
  text: plainOr((hex) => `_utf8mb4 x'${hex}'`),
  bytes: (hex) => `x'${hex}'`,
  isIdString: (id) => `char_length(${id}) = 64 AND ${id} NOT REGEXP '[^0-9a-fA-F]'`,
  utf8: (text) => `CAST(CONVERT(${text} USING utf8mb4) AS BINARY)`,
  createFunction: (name, body, returns) => {
    const type = returns === "boolean" ? "BOOLEAN" : "TEXT CHARACTER SET utf8mb4";
    return `CREATE FUNCTION ${name}(id LONGTEXT CHARACTER SET utf8mb4) RETURNS ${type}\nDETERMINISTIC NO SQL\nRETURN ${body("id")};`;
  },
};
