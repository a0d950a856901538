import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import {
  type OracleJurisdiction,
  type OracleScope,
  type OracleVerdict,
  oracleBytes,
  oracleJurisdictionKey,
} from "./oracle.js";

/*
 * The oracle for millions of IDs: the same format on only node:crypto, but each key is derived once. A test compares it
 * with the slow oracle.
 */

type OracleNamespace = Omit<OracleScope, "code">;

/** The keys of one namespace. */
export class PreparedOracle {
  readonly #root: KeyObject;
  readonly #byCode: ReadonlyMap<number, KeyObject>;

  constructor({ root, jurisdictions }: OracleNamespace) {
    this.#root = createSecretKey(root);
    this.#byCode = new Map(
      jurisdictions.map(({ name, code }) => [code, createSecretKey(oracleJurisdictionKey(root, name))]),
    );
  }

  /** The code of the jurisdiction in which 64 lower-case digits are valid, 0 for none; `undefined` if they are foreign. */
  check(digits: string): number | undefined {
    const base = Buffer.from(digits.slice(0, 32), "hex");
    const tag = digits.slice(32);
    if (tagOf(this.#root, base) === tag) return 0;
    const key = this.#byCode.get(base[15]);
    return key !== undefined && tagOf(key, base) === tag ? base[15] : undefined;
  }

  /** The ID of a name. */
  named(name: string, jurisdiction: OracleJurisdiction | undefined): string {
    const key = this.#keyOf(jurisdiction);
    return this.#sealed(key, hmac(key, oracleBytes(name)).subarray(0, 16), jurisdiction);
  }

  /** The ID of 16 random bytes. */
  unique(random: Uint8Array, jurisdiction: OracleJurisdiction | undefined): string {
    return this.#sealed(this.#keyOf(jurisdiction), Buffer.from(random), jurisdiction);
  }

  #keyOf(jurisdiction: OracleJurisdiction | undefined): KeyObject {
    return jurisdiction === undefined ? this.#root : (this.#byCode.get(jurisdiction.code) as KeyObject);
  }

  #sealed(key: KeyObject, base: Buffer, jurisdiction: OracleJurisdiction | undefined): string {
    if (jurisdiction !== undefined) base[15] = jurisdiction.code;
    return base.toString("hex") + tagOf(key, base);
  }
}

function hmac(key: KeyObject, message: Uint8Array): Buffer {
  return createHmac("sha256", key).update(message).digest();
}

function tagOf(key: KeyObject, base: Uint8Array): string {
  return hmac(key, base).toString("hex", 0, 16);
}

/** A list of scopes, for the verdicts of a validator with them. */
export class PreparedOracleList {
  readonly #scopes: readonly { readonly oracle: PreparedOracle; readonly code: number }[];

  constructor(scopes: readonly OracleScope[]) {
    const byRoot = new Map<Uint8Array, Map<readonly OracleJurisdiction[], PreparedOracle>>();
    this.#scopes = scopes.map((scope) => {
      const byTable = byRoot.get(scope.root) ?? new Map<readonly OracleJurisdiction[], PreparedOracle>();
      const oracle = byTable.get(scope.jurisdictions) ?? new PreparedOracle(scope);
      byRoot.set(scope.root, byTable.set(scope.jurisdictions, oracle));
      return { oracle, code: scope.code };
    });
  }

  /** The result of `oracleClassify`. */
  classify(text: string): OracleVerdict {
    if (!/^[0-9a-fA-F]{64}$/.test(text) || text.length !== 64) return { verdict: "malformed", jurisdiction: 0 };
    const digits = text.toLowerCase();
    const answers = new Map<PreparedOracle, number | undefined>();
    let refused: OracleVerdict | undefined;
    for (const [namespace, { oracle, code }] of this.#scopes.entries()) {
      if (!answers.has(oracle)) answers.set(oracle, oracle.check(digits));
      const jurisdiction = answers.get(oracle);
      if (jurisdiction === undefined) continue;
      if (code === 0 || code === jurisdiction) return { verdict: "valid", namespace, jurisdiction };
      refused ??= { verdict: "wrongJurisdiction", namespace, jurisdiction };
    }
    return refused ?? { verdict: "foreign", jurisdiction: 0 };
  }
}
