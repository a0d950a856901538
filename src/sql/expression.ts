import { type Attempt, validationOrder } from "../engine/validation-order.js";
import { argumentError, ErrorCode, rangeError } from "../format/errors.js";
import { encodeHex } from "../format/hex.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import { VERDICT_NAMES, Verdict } from "../format/verdict.js";
import { namespaceArgument } from "../namespace/holder.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";
import type { NamespaceState } from "../namespace/state.js";
import type { Dialect } from "./dialect.js";
import { dialectOf } from "./dialects.js";
import { constantWriter, writeSql } from "./forms.js";
import { hmacStart } from "./hmac.js";
import { quoteLabel } from "./names.js";
import { checkOneOf, SQL_RESULTS, type SqlResult, type SqlVerdictOptions } from "./options.js";
import { checkSecrets } from "./secret.js";

/** The number of hex digits of half an ID. */
const HALF = 32;
/** The position of the digits of byte 15; the first digit has the position 1. */
const CODE_AT = 31;

const PARAMETER = ["sqlExpression", "durable-id", 1, "{ label, namespace }[]"] as const;

/** A namespace, with its name in SQL. */
export interface SqlNamespace {
  /** The result of `namespace` for its IDs. */
  readonly label: string;
  /** The namespace, or the subnamespace of a jurisdiction. */
  readonly namespace: DurableObjectNamespace<unknown, unknown>;
}

/**
 * Returns the verdict on an ID as a SQL expression, for the database that holds the IDs: an HMAC under a fixed key is two
 * SHA-256, each with a constant prefix. For every text it gives the same verdict as a validator for the same namespaces,
 * and it never fails; NULL is malformed.
 * @param namespaces at least one; an ID belongs to the first in which it is valid
 * @param options the dialect, the column, and the result
 * @returns the SQL
 * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but namespaces of this library, (`ERR_DO_KEY`) for one with a secret
 * key, unless `parameters` or `allowSecretKey` is given; RangeError (`ERR_DO_ARGUMENT`) for options that can't be combined
 *
 * @example
 * ```js
 * import { DurableObjectNamespace, sqlExpression } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const isValid = sqlExpression([{ label: "rooms", namespace: rooms }], { dialect: "duckdb", column: "session_id" });
 * isValid.startsWith('CASE WHEN length("session_id") = 64'); // → true
 * ```
 */
export function sqlExpression(namespaces: readonly SqlNamespace[], options: SqlVerdictOptions): string {
  const scopes = scopesOf(namespaces);
  const { result = "valid" } = options;
  checkOneOf("result", result, SQL_RESULTS);
  checkSecrets(
    scopes.map(({ state }) => state),
    options,
  );
  const dialect = dialectOf(options.dialect);
  const body = (id: string): string => {
    const outcomes = new Outcomes(dialect, result, scopes);
    const write = constantWriter(dialect, options.parameters);
    const attempts = outcomes.withoutRest(validationOrder(scopes.map(({ state }) => state)));
    const steps = attempts.map((attempt) => {
      const { keys } = scopes[attempt.scope].state;
      const key = attempt.code === UNRESTRICTED ? keys.root() : keys.ofCode(attempt.code);
      const digits = dialect.digits(id);
      const base = dialect.fromHex(dialect.substring(digits, 1, HALF));
      // Comparing bytes, because comparing texts depends on collations.
      const tag = dialect.fromHex(dialect.substring(digits, HALF + 1, HALF));
      const hasTag = `${hmacStart(dialect, key, base, write)} = ${tag}`;
      return `    WHEN ${hasCode(dialect, attempt.code, id)}${hasTag} THEN ${outcomes.of(attempt)}`;
    });
    const wellFormed =
      steps.length === 0 ? outcomes.foreign : ["CASE", ...steps, `    ELSE ${outcomes.foreign}`, "  END"].join("\n");
    // Some databases fail for text that can't be decoded: CASE prevents that.
    return `CASE WHEN ${dialect.isIdString(id)} THEN\n  ${wellFormed}\nELSE ${outcomes.malformed} END`;
  };
  const returns = result === "valid" ? "boolean" : "text";
  return writeSql({ body, returns, column: "id", name: `durable_id_${result}` }, options);
}

interface LabelledScope {
  readonly label: string;
  readonly state: NamespaceState;
}

function scopesOf(namespaces: readonly SqlNamespace[]): readonly LabelledScope[] {
  if (!Array.isArray(namespaces)) throw argumentError(...PARAMETER);
  if (namespaces.length === 0) throw rangeError(ErrorCode.argument, "namespaces must have at least one namespace.");
  return Array.from(namespaces, (each: SqlNamespace | undefined) => {
    if (typeof each?.label !== "string") throw argumentError(...PARAMETER);
    return { label: each.label, state: namespaceArgument(each.namespace, ...PARAMETER) };
  });
}

/** The condition for trying the key of a jurisdiction: byte 15 has its code. Lists all spellings of its digits. */
function hasCode({ substring, text }: Dialect, code: number, id: string): string {
  if (code === UNRESTRICTED) return "";
  const [high, low] = encodeHex(Uint8Array.of(code));
  const spellings = [high + low, high + low.toUpperCase(), high.toUpperCase() + low, (high + low).toUpperCase()];
  const list = [...new Set(spellings)].map(text).join(", ");
  return `${substring(id, CODE_AT, 2)} IN (${list}) AND `;
}

/** The results of an expression, as SQL. */
class Outcomes {
  readonly malformed: string;
  readonly foreign: string;
  readonly #dialect: Dialect;
  readonly #result: SqlResult;
  readonly #scopes: readonly LabelledScope[];

  constructor(dialect: Dialect, result: SqlResult, scopes: readonly LabelledScope[]) {
    this.#dialect = dialect;
    this.#result = result;
    this.#scopes = scopes;
    this.malformed = this.#refusal(Verdict.malformed);
    this.foreign = this.#refusal(Verdict.foreign);
  }

  /** The result for an ID whose tag is right under the key of an attempt. */
  of({ scope, code, verdict }: Attempt): string {
    const { label, state } = this.#scopes[scope];
    switch (this.#result) {
      case "valid":
        return verdict === Verdict.valid ? this.#dialect.true : this.#dialect.false;
      case "verdict":
        return this.#dialect.text(VERDICT_NAMES[verdict]);
      case "namespace":
        return quoteLabel(this.#dialect, label);
      default:
        return code === UNRESTRICTED
          ? this.#dialect.nullText
          : quoteLabel(this.#dialect, state.keys.jurisdictions.nameOf(code) ?? "");
    }
  }

  /** The attempts without those at the end whose result equals that of a foreign ID. */
  withoutRest(attempts: readonly Attempt[]): readonly Attempt[] {
    const last = attempts.findLastIndex((attempt) => this.of(attempt) !== this.foreign);
    return attempts.slice(0, last + 1);
  }

  #refusal(verdict: Verdict): string {
    if (this.#result === "valid") return this.#dialect.false;
    return this.#result === "verdict" ? this.#dialect.text(VERDICT_NAMES[verdict]) : this.#dialect.nullText;
  }
}
