import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DurableObjectNamespace, type SqlResult } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { MALFORMATIONS } from "../fuzz/differential/malform.js";
import { type Material, MUTATIONS } from "../fuzz/mutations/mutate.js";
import { jurisdictional, MAKERS, type Scenario, verdictsOf, workerd } from "./scenarios.js";

/** Represents null in columns of expected values. */
export const NOTHING = "-";

/** A table: the names of its columns, all of text, and its rows. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The column with the expected values. */
export function expectedColumn(scenario: Scenario, result: SqlResult): string {
  return `${scenario}_${result === "valid" ? "verdict" : result}`;
}

type Expected = readonly [scenario: Scenario, result: "verdict" | "namespace" | "jurisdiction"];

/** A table of IDs, each with the validator's result. */
function idTable(name: string, ids: readonly (string | null)[], expected: readonly Expected[]): Table {
  const texts = ids.map((id) => id ?? "");
  const scenarios = new Set(expected.map(([scenario]) => scenario));
  const verdicts = new Map([...scenarios].map((scenario) => [scenario, verdictsOf(scenario, texts)]));
  return {
    name,
    columns: ["id", ...expected.map(([scenario, result]) => expectedColumn(scenario, result))],
    rows: ids.map((id, i) => [
      id,
      ...expected.map(([scenario, result]) => verdicts.get(scenario)?.[i][result] || NOTHING),
    ]),
  };
}

/** A database stores text, which can't contain a lone surrogate. */
const isStorable = (text: string): boolean => !/\p{Surrogate}/u.test(text);

const isId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** The conformance vectors, IDs of every namespace and jurisdiction, each also damaged in every way, and odd text. */
export function smallTable(): Table {
  const random = new SeededRandom("small");
  const vectors = [
    ...[...workerd.named, ...workerd.unique, ...jurisdictional.named, ...jurisdictional.unique].map(({ id }) => id),
    ...[...workerd.strings, ...jurisdictional.strings].map(({ string }) => string),
  ];
  const made = MAKERS.flatMap(({ namespace, jurisdictions }) =>
    [namespace, ...jurisdictions.map((jurisdiction) => namespace.jurisdiction(jurisdiction))].flatMap((each) =>
      Array.from({ length: 10 }, () => String(each.newUniqueId())),
    ),
  );
  const damaged = made.flatMap((id) => Object.values(MALFORMATIONS).map((damage) => damage(id, random)));
  const spelled = made.flatMap((id) => [id.toUpperCase(), alternating(id)]);
  const odd = made.slice(0, 60).flatMap(oddTexts);
  const all = [...vectors, ...made, ...damaged, ...spelled, ...odd].filter(isStorable);
  const scenarios = ["one", "many", "scoped", "vectors"] as const;
  const results = ["verdict", "namespace", "jurisdiction"] as const;
  const expected = scenarios.flatMap((scenario) => results.map((result) => [scenario, result] as const));
  return idTable("small", [...new Set(all), null, null], expected);
}

/** Upper and lower case in turns: `aB`, so that a code has one of each. */
function alternating(id: string): string {
  return Array.from(id, (digit, i) => (i % 2 === 0 ? digit : digit.toUpperCase())).join("");
}

/** Text that a careless expression accepts, or fails for. */
function oddTexts(id: string): string[] {
  return [
    "",
    ...["\n", "\r\n", "\0", " ", "\t", "\u2028", "\u00a0", "\ufeff"].flatMap((each) => [id + each, each + id]),
    `${id}\n${id}`,
    `${id.slice(0, 63)}\n`,
    `${id.slice(0, 32)}\0${id.slice(33)}`,
    `${id.slice(0, 63)}\0`,
    `${id}\0${"f".repeat(64)}`,
    id.slice(0, 62),
    `${id}00`,
    "٣".repeat(64),
    "é".repeat(32),
    `${"0".repeat(63)}²`,
    "0".repeat(64),
    "g".repeat(64),
    `'${id.slice(2)}'`,
    `\\x${id}`,
    `0x${id.slice(2)}`,
    "'; DROP TABLE small; --",
    id.repeat(2000),
  ];
}

/** IDs by the million: three in four mutated, one of sixteen of these malformed. */
export function massTable(mutated: number): Table {
  const random = new SeededRandom("mass");
  const mutations = Object.values(MUTATIONS);
  const damages = Object.values(MALFORMATIONS);
  const ids: string[] = [];
  const pools = MAKERS.map(({ namespace, jurisdictions }) =>
    Array.from({ length: 20_000 }, (_, i) => {
      const restricted = i % 2 === 0 ? namespace : namespace.jurisdiction(jurisdictions[i % jurisdictions.length]);
      return String(restricted.newUniqueId());
    }),
  );
  const strangers = pools[0].map((_, i) => String(STRANGER.idFromName(`object ${i}`)));
  for (let i = 0; i < mutated; i++) {
    const pool = pools[i % pools.length];
    const material: Material = {
      bytes: random.bytes,
      below: (limit) => random.below(limit),
      sibling: () => random.pick(pool),
      stranger: () => random.pick(strangers),
    };
    const id = random.pick(pool);
    let text = mutations[i % mutations.length](id, material);
    if (i % 16 === 0) text = random.pick(damages)(text, random);
    if (i % 5 === 0 && isId(text)) text = text.toUpperCase();
    ids.push(isStorable(text) ? text : text.slice(0, 40).replace(/\p{Surrogate}/gu, "?"));
    if (i % 3 === 0) ids.push(i % 2 === 0 ? id : id.toUpperCase());
  }
  return idTable("mass", ids, [
    ["one", "verdict"],
    ["many", "namespace"],
    ["scoped", "verdict"],
  ]);
}

const STRANGER = new DurableObjectNamespace({ uniqueKey: "stranger" });

/** The names of the conformance vectors with their IDs, by key and jurisdiction. */
export function namesTable(): Table {
  const rows = [
    ...workerd.named.map(({ key, name, id }) => [workerd.uniqueKeys[key], NOTHING, name, id]),
    ...jurisdictional.named.map(({ key, jurisdiction, name, id }) => [
      jurisdictional.uniqueKeys[key],
      jurisdiction,
      name,
      id,
    ]),
  ];
  return {
    name: "names",
    columns: ["unique_key", "jurisdiction", "name", "id"],
    rows: rows.filter(([, , name]) => isStorable(name)),
  };
}

/** Writes a table for Python: JSON Lines, an array each. */
export function writeJsonLines(folder: string, { name, rows }: Table): void {
  writeRows(join(folder, `${name}.jsonl`), rows, (row) => JSON.stringify(row));
}

/** Writes a table as PostgreSQL and MariaDB read it: tabs between fields, `\N` for null. */
export function writeTabs(path: string, { rows }: Table): void {
  writeRows(path, rows, (row) => row.map((field) => (field === null ? "\\N" : escapeField(field))).join("\t"));
}

/** Writes the IDs of a table as CSV. */
export function writeCsv(path: string, { rows }: Table): void {
  writeRows(path, [["id"], ...rows], ([id]) =>
    id === null || /[",\r\n]/.test(id) ? `"${id?.replaceAll('"', '""')}"` : id,
  );
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0" };

function escapeField(field: string): string {
  return field.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character]);
}

function writeRows<Row>(path: string, rows: readonly Row[], lineOf: (row: Row) => string): void {
  const file = openSync(path, "w");
  const BATCH = 10_000;
  for (let at = 0; at < rows.length; at += BATCH) {
    writeSync(
      file,
      rows
        .slice(at, at + BATCH)
        .map((row) => `${lineOf(row)}\n`)
        .join(""),
    );
  }
  closeSync(file);
}

/** A table without U+0000, which PostgreSQL doesn't store. */
export function withoutNul(table: Table): Table {
  return { ...table, rows: table.rows.filter((row) => !row.some((field) => field?.includes("\0"))) };
}
