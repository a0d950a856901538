/**
 * The verdicts of format.md once more, by `node:crypto` and nothing of the library: slow, plain, and written to be read.
 */
import { createHash, createHmac, hkdfSync } from "node:crypto";

/** A namespace, or a subnamespace where there is a jurisdiction. */
export interface OracleSpace {
  readonly uniqueKey: string;
  readonly jurisdiction?: string;
}

/** What the oracle says of a string: the index of its namespace, and its jurisdiction, where they apply. */
export interface OracleVerdict {
  readonly verdict: "valid" | "malformed" | "foreign" | "wrongJurisdiction";
  readonly namespace?: number;
  readonly jurisdiction?: string | undefined;
}

const CODES = new Map([
  [1, "eu"],
  [2, "fedramp"],
  [3, "fedramp-high"],
  [4, "us"],
]);

/** The verdict on a string, given well-formed keys. */
export function oracleVerdict(spaces: readonly OracleSpace[], text: string): OracleVerdict {
  if (!/^[0-9a-fA-F]{64}$/.test(text) || text.length !== 64) return { verdict: "malformed" };
  const found = spaces.map((space) => jurisdictionIn(space.uniqueKey, Buffer.from(text, "hex")));
  const wanted = (i: number) => spaces[i]?.jurisdiction;
  const valid = found.findIndex((each, i) => each && (wanted(i) === undefined || wanted(i) === each.jurisdiction));
  if (valid >= 0) return { verdict: "valid", namespace: valid, jurisdiction: found[valid]?.jurisdiction };
  const parent = found.findIndex((each) => each !== undefined);
  if (parent < 0) return { verdict: "foreign" };
  return { verdict: "wrongJurisdiction", namespace: parent, jurisdiction: found[parent]?.jurisdiction };
}

function jurisdictionIn(uniqueKey: string, id: Buffer): { jurisdiction: string | undefined } | undefined {
  const root = createHash("sha256").update(uniqueKey).digest();
  if (hasTag(root, id)) return { jurisdiction: undefined };
  const jurisdiction = CODES.get(id[15] as number);
  if (jurisdiction === undefined) return undefined;
  const key = Buffer.from(hkdfSync("sha256", root, "durable-id/jurisdiction", jurisdiction, 32));
  return hasTag(key, id) ? { jurisdiction } : undefined;
}

function hasTag(key: Buffer, id: Buffer): boolean {
  return createHmac("sha256", key).update(id.subarray(0, 16)).digest().subarray(0, 16).equals(id.subarray(16));
}
