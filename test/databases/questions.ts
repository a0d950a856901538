import {
  DurableObjectNamespace,
  type SqlDialect,
  type SqlResult,
  sqlExpression,
  sqlIdFromName,
} from "../../src/index.js";
import type { Statement } from "./database.js";
import { SCENARIOS, type Scenario } from "./scenarios.js";
import { expectedColumn, NOTHING, type Table } from "./tables.js";

/** A statement, and the number that it must return. */
export interface Question extends Statement {
  readonly what: string;
  readonly expected: number | null;
}

const RESULTS = ["valid", "verdict", "namespace", "jurisdiction"] as const satisfies readonly SqlResult[];

const count = (table: string, condition: string): string => `SELECT COUNT(*) FROM ${table} WHERE ${condition}`;

/** Where a result isn't the expected one; a null that shouldn't be is not either. */
function differs(expression: string, result: SqlResult, scenario: Scenario): string {
  const column = expectedColumn(scenario, result);
  if (result !== "valid") return `COALESCE(${expression}, '${NOTHING}') <> ${column}`;
  return `CASE WHEN ${expression} THEN 'yes' WHEN NOT ${expression} THEN 'no' ELSE 'null' END <> CASE WHEN ${column} = 'valid' THEN 'yes' ELSE 'no' END`;
}

function disagreements(dialect: SqlDialect, table: string, scenario: Scenario, result: SqlResult): Question {
  const sql = sqlExpression(SCENARIOS[scenario], { dialect, result, allowSecretKey: true });
  const what = `${table}, ${scenario}, ${result}: disagreements`;
  return { what, sql: count(table, differs(sql, result, scenario)), returns: true, expected: 0 };
}

/** The number of valid IDs in a table, so that an empty comparison is detected. */
function validCount(dialect: SqlDialect, table: Table, scenario: Scenario): Question {
  const sql = sqlExpression(SCENARIOS[scenario], { dialect, allowSecretKey: true });
  const at = table.columns.indexOf(expectedColumn(scenario, "verdict"));
  const expected = table.rows.filter((row) => row[at] === "valid").length;
  return { what: `${table.name}, ${scenario}: valid`, sql: count(table.name, sql), returns: true, expected };
}

/** As parameters, which a secret key needs. */
function bound(dialect: SqlDialect, table: Table): Question {
  const parameters: string[] = [];
  const sql = sqlExpression(SCENARIOS.many, { dialect, result: "verdict", parameters });
  const condition = `COALESCE(${sql}, '${NOTHING}') <> ${expectedColumn("many", "verdict")}`;
  return {
    what: "parameters: disagreements",
    sql: count(table.name, condition),
    parameters,
    returns: true,
    expected: 0,
  };
}

function query(dialect: SqlDialect, table: Table): Question {
  const result = "namespace";
  const sql = sqlExpression(SCENARIOS.many, {
    dialect,
    result,
    as: "query",
    table: table.name,
    name: "owner",
    allowSecretKey: true,
  });
  const inner = `(${sql.replace(/;$/, "")}) q`;
  const condition = `COALESCE(owner, '${NOTHING}') <> ${expectedColumn("many", result)}`;
  return { what: "query: disagreements", sql: count(inner, condition), returns: true, expected: 0 };
}

/** A function for each result, and their use. */
function functions(dialect: SqlDialect, table: Table): readonly Question[] {
  if (dialect === "sqlite" || dialect === "datafusion") return [];
  const makesIds = sqlIdFromName(SCENARIOS.one[0].namespace, { dialect, as: "function" });
  const verdicts = RESULTS.flatMap((result) => {
    const sql = sqlExpression(SCENARIOS.many, { dialect, result, as: "function", allowSecretKey: true });
    const called = differs(`durable_id_${result}(id)`, result, "many");
    return [
      { what: `function ${result}`, sql: sql.replace(/;$/, ""), returns: false, expected: null },
      { what: `function ${result}: disagreements`, sql: count(table.name, called), returns: true, expected: 0 },
    ];
  });
  const ofNames = "unique_key = 'my-worker-ChatRoom' AND jurisdiction = '-' AND durable_id_from_name(name) <> id";
  return [
    ...verdicts,
    { what: "function from_name", sql: makesIds.replace(/;$/, ""), returns: false, expected: null },
    { what: "function from_name: disagreements", sql: count("names", ofNames), returns: true, expected: 0 },
  ];
}

/** The IDs of names under all keys and jurisdictions, some of them to a statement. */
function named(dialect: SqlDialect, table: Table): readonly Question[] {
  const groups = [...new Set(table.rows.map(([key, jurisdiction]) => `${key}\n${jurisdiction}`))].map((group) =>
    group.split("\n"),
  );
  const literals = groups.map(([uniqueKey, jurisdiction]) => {
    const root = new DurableObjectNamespace({ uniqueKey });
    const namespace = jurisdiction === NOTHING ? root : root.jurisdiction(jurisdiction);
    const sql = sqlIdFromName(namespace, { dialect });
    const isOfGroup = `jurisdiction = '${jurisdiction}' AND unique_key = '${uniqueKey}'`;
    return { condition: `(${isOfGroup}) AND COALESCE(${sql}, 'null') <> id`, isOfGroup };
  });
  return [
    ...literals.map(({ condition, isOfGroup }) => ({
      what: `names where ${isOfGroup.slice(0, 60)}: disagreements`,
      sql: count(table.name, condition),
      returns: true,
      expected: 0,
    })),
    {
      what: "the ID of a null is null",
      sql: `SELECT COUNT(*) FROM small WHERE id IS NULL AND ${sqlIdFromName(SCENARIOS.one[0].namespace, { dialect, column: "id" })} IS NULL`,
      returns: true,
      expected: 2,
    },
  ];
}

/** How much a database is asked: less of one that is slow to start a statement, or to run it. */
export type Effort = "all" | "most" | "some";

/** A question to a database. */
export function questionsFor(
  dialect: SqlDialect,
  effort: Effort,
  { small, names, mass }: Readonly<Record<"small" | "names" | "mass", Table>>,
): readonly Question[] {
  const scenarios = ["one", "many", "scoped", "vectors"] as const;
  const isSlow = effort === "some";
  const results = (scenario: Scenario): readonly SqlResult[] =>
    isSlow && scenario !== "many" ? ["namespace"] : RESULTS;
  const ofNames = named(dialect, names);
  return [
    // These two are timed.
    validCount(dialect, mass, "one"),
    disagreements(dialect, mass.name, "many", "namespace"),
    ...(effort !== "all" ? [] : [disagreements(dialect, mass.name, "scoped", "verdict")]),
    ...scenarios.flatMap((scenario) =>
      results(scenario).map((result) => disagreements(dialect, small.name, scenario, result)),
    ),
    ...scenarios.map((scenario) => validCount(dialect, small, scenario)),
    bound(dialect, small),
    query(dialect, small),
    ...functions(dialect, small).slice(0, isSlow ? 2 : undefined),
    ...ofNames.filter((_, i) => !isSlow || i % 6 === 0),
  ];
}
