import type { Scope } from "../../src/engine/types.js";
import { JurisdictionTable } from "../../src/format/jurisdiction.js";
import { NamespaceKeys } from "../../src/format/key.js";
import type { SeededRandom } from "../../support/random.js";
import {
  ORACLE_JURISDICTIONS,
  type OracleJurisdiction,
  type OracleScope,
  oracleNamedId,
  oracleUniqueId,
} from "../oracle.js";

/** A namespace as an engine is given it, and as the oracle is. */
export interface TestNamespace {
  readonly keys: NamespaceKeys;
  readonly root: Uint8Array;
  readonly jurisdictions: readonly OracleJurisdiction[];
}

export function testNamespace(root: Uint8Array, jurisdictions = ORACLE_JURISDICTIONS): TestNamespace {
  const table = Object.fromEntries(jurisdictions.map(({ name, code }) => [name, code]));
  return { keys: new NamespaceKeys(Uint8Array.from(root), new JurisdictionTable(table)), root, jurisdictions };
}

/** A scope of a namespace for both sides; code 0 is the namespace itself. */
export interface TestScope extends Scope, OracleScope {}

export function testScope({ keys, root, jurisdictions }: TestNamespace, code = 0): TestScope {
  return { keys, root, jurisdictions, code };
}

const HEX_DIGITS = "0123456789abcdefABCDEF";

/** ASCII that is no hex digit, the neighbours of the digits among it, and bytes that are not ASCII. */
const BAD_BYTES = [
  0, 9, 10, 13, 32, 0x2d, 0x2f, 0x3a, 0x40, 0x47, 0x60, 0x67, 0x78, 0x7f, 0x80, 0xb0, 0xc3, 0xe1, 0xff,
];

/** A valid ID of a namespace, of any jurisdiction or of none. */
export function anyId(random: SeededRandom, { root, jurisdictions }: OracleScope): string {
  const jurisdiction = random.pick([undefined, ...jurisdictions]);
  if (random.below(2) === 0) return oracleUniqueId(root, random.bytes(16), jurisdiction);
  return oracleNamedId(root, `name ${random.below(1 << 30)}`, jurisdiction);
}

/** One row of 64 bytes: an ID of one of the scopes, as it is or with one of the faults of stored IDs, or no ID at all. */
export function anyRow(random: SeededRandom, scopes: readonly OracleScope[]): Uint8Array {
  const scope = random.pick(scopes);
  const id = anyId(random, scope);
  const row = Uint8Array.from(Buffer.from(id));
  const at = random.below(64);
  switch (random.below(10)) {
    case 0:
      return Uint8Array.from(Buffer.from(id.toUpperCase()));
    case 1:
      for (let i = 0; i < 64; i += 1 + random.below(3)) row[i] = id.toUpperCase().charCodeAt(i);
      return row;
    case 2:
      row[at] = HEX_DIGITS.charCodeAt(random.below(HEX_DIGITS.length));
      return row;
    case 3:
      row[at] = random.pick(BAD_BYTES);
      return row;
    case 4:
      return Uint8Array.from(Buffer.from(Buffer.from(random.bytes(32)).toString("hex")));
    case 5:
      // Made up, with a jurisdiction's code where one stands.
      row.set(Buffer.from(Buffer.from(random.bytes(32)).toString("hex")));
      row.set(Buffer.from(anyCode(random, scope).toString(16).padStart(2, "0")), 30);
      return row;
    case 6:
      // Unrestricted, with byte 15 looking like a code.
      return Uint8Array.from(Buffer.from(lookalike(random, scope)));
    default:
      return row;
  }
}

/** A valid unrestricted ID whose byte 15 is a code: one of the namespace's table, if it has any. */
export function lookalike(random: SeededRandom, scope: OracleScope): string {
  const base = random.bytes(16);
  base[15] = anyCode(random, scope);
  return oracleUniqueId(scope.root, base);
}

function anyCode(random: SeededRandom, { jurisdictions }: OracleScope): number {
  return jurisdictions.length === 0 ? 1 : random.pick(jurisdictions).code;
}
