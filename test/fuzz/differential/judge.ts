import type { Verdicts } from "../../../src/engine/types.js";
import { ErrorCode } from "../../../src/format/errors.js";
import { NO_NAMESPACE } from "../../../src/format/verdict.js";
import { Verdict } from "../../../src/index.js";
import type { OracleVerdict } from "../../oracle.js";
import { Disagreement } from "./disagreement.js";
import { ENGINES, type List, type ListedScope } from "./world.js";

/** Verdict, namespace and jurisdiction, in one number. */
function packed(verdict: number, namespace: number, jurisdiction: number): number {
  return verdict * 2 ** 24 + namespace * 2 ** 8 + jurisdiction;
}

function packedOracle({ verdict, namespace, jurisdiction }: OracleVerdict): number {
  return packed(Verdict[verdict], namespace ?? NO_NAMESPACE, jurisdiction);
}

function unpacked(answer: number): object {
  const [verdict] = Object.entries(Verdict)[Math.floor(answer / 2 ** 24)];
  return { verdict, namespace: Math.floor(answer / 2 ** 8) % 2 ** 16, jurisdiction: answer % 2 ** 8 };
}

const MALFORMED = packed(Verdict.malformed, NO_NAMESPACE, 0);

/** Puts texts to every engine, as strings and as rows of bytes, and gives what the oracle says of each. */
export function judge(list: List, texts: readonly string[]): OracleVerdict[] {
  const verdicts = texts.map((text) => list.oracle.classify(text));
  const oracle = verdicts.map(packedOracle);
  const rows = rowsOf(texts);
  const ofRows = texts.map((text, i) => (isRow(text) ? oracle[i] : MALFORMED));
  for (const [i, validator] of list.validators.entries()) {
    demandSame("createValidator, strings", ENGINES[i], texts, oracle, validator.check(texts));
    demandSame("createValidator, bytes", ENGINES[i], texts, ofRows, validator.check(rows));
  }
  return verdicts;
}

function demandSame(
  what: string,
  engine: string,
  texts: readonly string[],
  oracle: readonly number[],
  given: Verdicts,
): void {
  for (const [i, wanted] of oracle.entries()) {
    const answer = packed(given.verdicts[i], given.namespaces[i], given.jurisdictions[i]);
    if (answer !== wanted) throw new Disagreement(what, engine, texts[i], unpacked(wanted), unpacked(answer));
  }
}

/** Whether a text can be a row: 64 units of Latin-1. */
function isRow(text: string): boolean {
  return text.length === 64 && !/[^\0-\xff]/.test(text);
}

/** A row for each text, which has a byte that is no digit wherever the text is no row. */
function rowsOf(texts: readonly string[]): Uint8Array {
  const rows = Buffer.alloc(64 * texts.length, "0");
  texts.forEach((text, i) => {
    rows.write(text.slice(0, 64), 64 * i, "latin1");
    if (!isRow(text)) rows[64 * i + (i % 64)] = 0x80 | i;
  });
  return rows;
}

/** Puts a text to the calls of one scope, on every engine. */
export function judgeSingly(scope: ListedScope, text: string): void {
  const { verdict, jurisdiction } = scope.oracle.classify(text);
  const place = scope.jurisdictions.find(({ code }) => code === jurisdiction)?.name ?? "none";
  const wanted = verdict === "valid" ? `${text.toLowerCase()} of ${place}` : ErrorCode[verdict];
  for (const [i, namespace] of scope.namespaces.entries()) {
    const tried = namespace.tryIdFromString(text);
    const taken =
      tried === undefined
        ? refusalOf(() => namespace.idFromString(text))
        : `${tried} of ${tried.jurisdiction ?? "none"}`;
    if (taken !== wanted) throw new Disagreement("single calls", ENGINES[i], text, wanted, taken);
  }
}

/** The code of the error that a call throws. */
function refusalOf(call: () => unknown): string {
  try {
    return `taken: ${call()}`;
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}
