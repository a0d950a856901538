import { describe, expect, it } from "vitest";
import { DurableObjectNamespace, type SqlDialect, sqlExpression } from "../../src/index.js";
import { SQL_DIALECTS, SQL_RESULTS } from "../../src/sql/options.js";
import { EU_FOO, FOO } from "../cli/support.js";
import { ARGUMENT, constantsOf, macOf, ROOMS, rooms, WITH_FUNCTIONS } from "./support.js";

/* What databases make of the SQL is tested in test/databases: here is what can be read from it. */

describe.each(SQL_DIALECTS)("%s", (dialect) => {
  it.each(SQL_RESULTS)("writes the same %s each time, with a constant pair for each key", (result) => {
    const sql = sqlExpression(ROOMS, { dialect, result });
    expect(sqlExpression(ROOMS, { dialect, result })).toBe(sql);
    expect(constantsOf(sql)).toHaveLength(2 * 5);
    expect(sql.match(/\(/g)?.length).toBe(sql.match(/\)/g)?.length);
  });

  it("checks the text before it decodes it", () => {
    const sql = sqlExpression(ROOMS, { dialect });
    expect(sql).toMatch(/^CASE WHEN [^\n]*6[45][^\n]* THEN\n {2}CASE\n/);
  });

  it("quotes names, part by part", () => {
    const column = 'we"ird`na]me\\.x';
    const sql = sqlExpression(ROOMS, { dialect, column });
    const quoted: Partial<Record<SqlDialect, string>> = {
      mysql: '`we"ird``na]me\\`.`x`',
      spark: '`we"ird``na]me\\`.`x`',
      databricks: '`we"ird``na]me\\`.`x`',
      clickhouse: '`we"ird\\`na]me\\\\`.`x`',
      bigquery: '`we"ird\\`na]me\\\\`.`x`',
      mssql: '[we"ird`na]]me\\].[x]',
      snowflake: '"we""ird`na]me\\".x',
    };
    expect(sql).toContain(quoted[dialect] ?? '"we""ird`na]me\\"."x"');
  });

  it("escapes labels, so that they can't end the literal", () => {
    const label = "a' OR \\' 1";
    const sql = sqlExpression([{ label, namespace: rooms }], { dialect, result: "namespace" });
    const doubled = "'a'' OR \\'' 1'";
    const hex = "6127204f52205c272031";
    const literal: Partial<Record<SqlDialect, string>> = {
      postgres: "E'a\\' OR \\\\\\' 1'",
      clickhouse: "'a\\' OR \\\\\\' 1'",
      mysql: `_utf8mb4 x'${hex}'`,
      spark: `CAST(X'${hex}' AS STRING)`,
      databricks: `CAST(X'${hex}' AS STRING)`,
      bigquery: `CAST(FROM_HEX('${hex}') AS STRING)`,
      snowflake: `TO_VARCHAR(X'${hex}', 'UTF-8')`,
      mssql: "CAST(0x6100270020004f00520020005c00270020003100 AS nvarchar(max))",
    };
    expect(sql).toContain(`THEN ${literal[dialect] ?? doubled}\n`);
  });

  it("numbers parameters after existing ones, and puts no constants into the SQL", () => {
    const parameters = ["mine"];
    const sql = sqlExpression(ROOMS, { dialect, parameters });
    expect(parameters).toHaveLength(1 + 2 * 5);
    expect(parameters.slice(1).every((value) => /^[0-9a-f]{128}$/.test(value))).toBe(true);
    expect(sql).not.toMatch(/[0-9a-f]{64}/);
    const numbered: Partial<Record<SqlDialect, string>> = {
      postgres: "$2::text",
      datafusion: "$2",
      clickhouse: "{p2:String}",
      mssql: "@p2",
    };
    expect(sql).toContain(numbered[dialect] ?? "?");
  });

  it("writes a query", () => {
    const sql = sqlExpression(ROOMS, { dialect, as: "query", table: "app.rooms", name: "owner" });
    expect(sql).toMatch(/^SELECT \*, CASE [^;]* AS \W?owner\W?\nFROM \W?app\W{1,3}rooms\W?;$/);
  });
});

describe.each(WITH_FUNCTIONS)("%s", (dialect) => {
  it("writes a function of one argument", () => {
    const sql = sqlExpression(ROOMS, { dialect, as: "function", result: "verdict" });
    expect(sql).toMatch(/^CREATE (FUNCTION|MACRO) \W?durable_id_verdict\W?\s?(\(@?id|AS \(id\))/);
    expect(sql).not.toMatch(/["`[]id["`\]]/);
  });
});

describe("sqlExpression", () => {
  it("has the constants with which HMAC gives the tags of IDs", () => {
    const constants = constantsOf(sqlExpression(ROOMS, { dialect: "duckdb" }));
    for (const [id, at] of [
      [FOO, 0],
      [EU_FOO, 2],
    ] as const) {
      const base = Buffer.from(id.slice(0, 32), "hex");
      expect(macOf(constants.slice(at), base).toString("hex")).toBe(id.slice(32));
    }
  });

  it("uses the key of a jurisdiction only for its byte 15, in either case", () => {
    const namespace = new DurableObjectNamespace({ uniqueKey: "a", jurisdictions: { mars: 0xab, moon: 0x0a } });
    const sql = sqlExpression([{ label: "a", namespace }], { dialect: "duckdb" });
    expect(sql.match(/IN \([^)]*\)/g)).toEqual(["IN ('ab', 'aB', 'Ab', 'AB')", "IN ('0a', '0A')"]);
  });

  it("omits everything that is not needed to validate an ID", () => {
    const eu = [{ label: "eu", namespace: rooms.jurisdiction("eu") }];
    const pairs = (result: "valid" | "verdict") => constantsOf(sqlExpression(eu, { dialect: "duckdb", result })).length;
    expect([pairs("valid"), pairs("verdict")]).toEqual([2, 10]);
  });

  it("gives null as the jurisdiction if no ID has one", () => {
    const namespace = new DurableObjectNamespace({ uniqueKey: "a", jurisdictions: {} });
    const sql = sqlExpression([{ label: "a", namespace }], { dialect: "duckdb", result: "jurisdiction" });
    expect(sql).toMatch(/THEN\s+NULL\s+ELSE NULL END$/);
  });
});

describe("refused arguments", () => {
  const dialect = "postgres";
  const cases: Record<string, () => unknown> = {
    "no list": () => sqlExpression(rooms as unknown as [], { dialect }),
    "an empty list": () => sqlExpression([], { dialect }),
    "no label": () => sqlExpression([{ namespace: rooms } as unknown as (typeof ROOMS)[0]], { dialect }),
    "no namespace": () => sqlExpression([{ label: "a", namespace: {} as unknown as typeof rooms }], { dialect }),
    "a hole": () => sqlExpression(new Array(1), { dialect }),
    "an unknown dialect": () => sqlExpression(ROOMS, { dialect: "toString" as "postgres" }),
    "an unknown result": () => sqlExpression(ROOMS, { dialect, result: "owner" as "valid" }),
    "an unknown form": () => sqlExpression(ROOMS, { dialect, as: "view" as "query" }),
    "a query without a table": () => sqlExpression(ROOMS, { dialect, as: "query" }),
    "a table without a query": () => sqlExpression(ROOMS, { dialect, table: "t" }),
    "a function with parameters": () => sqlExpression(ROOMS, { dialect, as: "function", parameters: [] }),
    "a function of SQLite": () => sqlExpression(ROOMS, { dialect: "sqlite", as: "function" }),
    "a function of DataFusion": () => sqlExpression(ROOMS, { dialect: "datafusion", as: "function" }),
    "an empty name": () => sqlExpression(ROOMS, { dialect, column: "" }),
    "an empty part of a name": () => sqlExpression(ROOMS, { dialect, column: "a..b" }),
    "a line end in a name": () => sqlExpression(ROOMS, { dialect, column: "a\nb" }),
    "U+0000 in a label": () => sqlExpression([{ label: "a\0", namespace: rooms }], { dialect, result: "namespace" }),
    "half a pair in a label": () =>
      sqlExpression([{ label: "\ud83d", namespace: rooms }], { dialect, result: "namespace" }),
  };

  it.each(Object.entries(cases))("%s", (_, call) => {
    expect(call).toThrow(ARGUMENT);
  });
});
