import { createHash, createHmac, hkdfSync } from "node:crypto";

/*
 * The format again, on only node:crypto and without code of src/. It is written for comparison, so it is as plain as
 * docs/id-format.md, and slow.
 */

/** A jurisdiction of a namespace's table. */
export interface OracleJurisdiction {
  readonly name: string;
  readonly code: number;
}

export const ORACLE_JURISDICTIONS: readonly OracleJurisdiction[] = [
  { name: "eu", code: 1 },
  { name: "fedramp", code: 2 },
  { name: "fedramp-high", code: 3 },
  { name: "us", code: 4 },
];

/** Generalized UTF-8, one code point after the other. */
export function oracleBytes(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 + (point >> 6), 0x80 + (point % 64));
    else if (point < 0x1_0000) bytes.push(0xe0 + (point >> 12), 0x80 + ((point >> 6) % 64), 0x80 + (point % 64));
    else bytes.push(0xf0 + (point >> 18), 0x80 + ((point >> 12) % 64), 0x80 + ((point >> 6) % 64), 0x80 + (point % 64));
  }
  return Buffer.from(bytes);
}

export function oracleRootKey(uniqueKey: string): Buffer {
  return createHash("sha256").update(oracleBytes(uniqueKey)).digest();
}

export function oracleJurisdictionKey(root: Uint8Array, jurisdiction: string): Buffer {
  return Buffer.from(hkdfSync("sha256", root, "durable-id/jurisdiction", jurisdiction, 32));
}

export function oracleHmac(key: Uint8Array, message: Uint8Array): Buffer {
  return createHmac("sha256", key).update(message).digest();
}

function keyIn(root: Uint8Array, jurisdiction: OracleJurisdiction | undefined): Uint8Array {
  return jurisdiction === undefined ? root : oracleJurisdictionKey(root, jurisdiction.name);
}

function withTag(key: Uint8Array, base: Uint8Array): string {
  return Buffer.concat([base, oracleHmac(key, base).subarray(0, 16)]).toString("hex");
}

export function oracleNamedId(root: Uint8Array, name: string, jurisdiction?: OracleJurisdiction): string {
  const key = keyIn(root, jurisdiction);
  const base = oracleHmac(key, oracleBytes(name)).subarray(0, 16);
  if (jurisdiction !== undefined) base[15] = jurisdiction.code;
  return withTag(key, base);
}

export function oracleUniqueId(root: Uint8Array, random: Uint8Array, jurisdiction?: OracleJurisdiction): string {
  const base = Buffer.from(random.subarray(0, 16));
  if (jurisdiction !== undefined) base[15] = jurisdiction.code;
  return withTag(keyIn(root, jurisdiction), base);
}

/** A namespace, or the subnamespace of a jurisdiction of its table. */
export interface OracleScope {
  readonly root: Uint8Array;
  readonly jurisdictions: readonly OracleJurisdiction[];
  /** The code of the jurisdiction that it is restricted to, or 0. */
  readonly code: number;
}

/** The code of the jurisdiction in which a text is a valid ID of a namespace, 0 for none; `undefined` if it is foreign. */
export function oracleCheck(scope: Omit<OracleScope, "code">, digits: string): number | undefined {
  const id = digits.toLowerCase();
  const base = Buffer.from(id, "hex").subarray(0, 16);
  if (withTag(scope.root, base) === id) return 0;
  const jurisdiction = scope.jurisdictions.find(({ code }) => code === base[15]);
  if (jurisdiction === undefined) return undefined;
  return withTag(oracleJurisdictionKey(scope.root, jurisdiction.name), base) === id ? jurisdiction.code : undefined;
}

export interface OracleVerdict {
  readonly verdict: "valid" | "malformed" | "foreign" | "wrongJurisdiction";
  readonly namespace?: number;
  readonly jurisdiction: number;
}

/** The expected result of a validator with a list of scopes for one string. */
export function oracleClassify(scopes: readonly OracleScope[], text: string): OracleVerdict {
  if (!/^[0-9a-fA-F]{64}$/.test(text) || text.length !== 64) return { verdict: "malformed", jurisdiction: 0 };
  const found = scopes.map((scope) => oracleCheck(scope, text));
  const taker = scopes.findIndex(({ code }, i) => found[i] !== undefined && (code === 0 || code === found[i]));
  if (taker >= 0) return { verdict: "valid", namespace: taker, jurisdiction: found[taker] as number };
  const parent = found.findIndex((code) => code !== undefined);
  if (parent < 0) return { verdict: "foreign", jurisdiction: 0 };
  return { verdict: "wrongJurisdiction", namespace: parent, jurisdiction: found[parent] as number };
}
