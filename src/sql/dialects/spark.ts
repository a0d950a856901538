import { type Dialect, doubled, plainOr, STANDARD, WITH_SHA2 } from "../dialect.js";

/** Spark 3.5 or later, and Databricks. */
export const spark: Dialect = {
  ...STANDARD,
  ...WITH_SHA2,
  identifier: (name) => doubled("`", name),
  text: plainOr((hex) => `CAST(X'${hex}' AS STRING)`),
  bytes: (hex) => `X'${hex}'`,
  isIdString: (id) => `length(${id}) = 64 AND ${id} NOT RLIKE '[^0-9a-fA-F]'`,
  utf8: (text) => `CAST(${text} AS BINARY)`,
  createFunction: (name, body, returns) => {
    const type = returns === "boolean" ? "BOOLEAN" : "STRING";
    return `CREATE FUNCTION ${name}(id STRING) RETURNS ${type}\nRETURN ${body("id")};`;
  },
};
