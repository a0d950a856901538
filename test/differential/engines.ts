import { expect } from "vitest";
import type { EngineName, Verdicts } from "../../src/engine/types.js";
import { NO_NAMESPACE, Verdict } from "../../src/format/verdict.js";
import { createValidator, DurableObjectNamespace, type Validator } from "../../src/index.js";
import { ORACLE_JURISDICTIONS, type OracleJurisdiction, type OracleScope } from "../oracle.js";
import { PreparedOracleList } from "../prepared-oracle.js";

/** The engines that are held against each other. */
export const ENGINES: readonly EngineName[] = ["wasm", "pure"];

/** A namespace for the oracle, and on each engine. */
export interface Place {
  readonly root: Uint8Array;
  readonly jurisdictions: readonly OracleJurisdiction[];
  readonly on: Readonly<Record<EngineName, DurableObjectNamespace>>;
}

export function makePlace(root: Uint8Array, jurisdictions = ORACLE_JURISDICTIONS): Place {
  const table = Object.fromEntries(jurisdictions.map(({ name, code }) => [name, code]));
  const open = (engine: EngineName) => new DurableObjectNamespace({ key: root, jurisdictions: table, engine });
  return { root, jurisdictions, on: { wasm: open("wasm"), pure: open("pure") } };
}

/** A place, and the code of the jurisdiction that its subnamespace is restricted to; 0 for the place itself. */
export type Listed = readonly [place: Place, code: number];

export function oracleScopes(list: readonly Listed[]): OracleScope[] {
  return list.map(([{ root, jurisdictions }, code]) => ({ root, jurisdictions, code }));
}

export function validatorOf(engine: EngineName, list: readonly Listed[]): Validator {
  const namespaces = list.map(([{ on, jurisdictions }, code]) =>
    on[engine].jurisdiction(jurisdictions.find((jurisdiction) => jurisdiction.code === code)?.name),
  );
  return createValidator(namespaces, { engine });
}

/** Verdict, namespace and jurisdiction of one ID, as a line. */
export type Answer = string;

export function oracleAnswers(list: readonly Listed[], texts: readonly string[]): Answer[] {
  const oracle = new PreparedOracleList(oracleScopes(list));
  return texts.map((text) => {
    const { verdict, namespace, jurisdiction } = oracle.classify(text);
    return [Verdict[verdict], namespace ?? NO_NAMESPACE, jurisdiction].join();
  });
}

export function answersOf({ verdicts, namespaces, jurisdictions }: Verdicts): Answer[] {
  return Array.from(verdicts, (verdict, i) => [verdict, namespaces[i], jurisdictions[i]].join());
}

/** Rows of 64 bytes for texts that are all 64 units of Latin-1. */
export function rowsOf(texts: readonly string[]): Uint8Array {
  return Uint8Array.from(Buffer.from(texts.join(""), "latin1"));
}

/** Holds answers to those of the oracle, and names the first that differs. */
export function expectAnswers(
  what: string,
  texts: readonly string[],
  given: readonly Answer[],
  wanted: readonly Answer[],
): void {
  expect(given, what).toHaveLength(wanted.length);
  const at = wanted.findIndex((answer, i) => answer !== given[i]);
  if (at >= 0)
    expect.fail(`${what}: ${JSON.stringify(texts[at])}, ${at} of ${texts.length}, is ${given[at]}, not ${wanted[at]}`);
}

/** Validates texts with all engines, as strings and (if they can be rows) as bytes, and compares them with the oracle. */
export function expectAgreement(list: readonly Listed[], texts: readonly string[]): void {
  const wanted = oracleAnswers(list, texts);
  const rows = texts.every((text) => /^[\0-\xff]{64}$/.test(text)) ? rowsOf(texts) : undefined;
  for (const engine of ENGINES) {
    const validator = validatorOf(engine, list);
    expectAnswers(`strings, ${engine}`, texts, answersOf(validator.check(texts)), wanted);
    if (rows !== undefined) expectAnswers(`bytes, ${engine}`, texts, answersOf(validator.check(rows)), wanted);
  }
}
