import { sha256 } from "@noble/hashes/sha2.js";
import { ORACLE_JURISDICTIONS, oracleJurisdictionKey } from "../oracle.js";

/** Secret bytes, and the name that a test reports when it finds them. */
export interface Secret {
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** The hash state after one block, as eight words. HMAC keeps it instead of the key, and it is as sensitive as the key. */
function midstate(key: Uint8Array, pad: number): Uint8Array {
  const state = sha256.create().update(Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ pad));
  const words = Object.values(state).filter(
    (value): value is number => Number.isInteger(value) && Math.abs(value) > 65_536,
  );
  if (words.length !== 8) throw new Error("noble's SHA-256 no longer keeps its state in eight numbers.");
  return Uint8Array.from(Buffer.concat(words.map((word) => Buffer.from([word >>> 24, word >>> 16, word >>> 8, word]))));
}

/** Everything that a namespace must hide: its root key, the key of each jurisdiction, and the midstates of these keys. */
export function secretsOf(root: Uint8Array): Secret[] {
  const keys = [
    { what: "root key", bytes: root },
    ...ORACLE_JURISDICTIONS.map(({ name }) => ({ what: `key of ${name}`, bytes: oracleJurisdictionKey(root, name) })),
  ];
  const midstates = keys.flatMap(({ what, bytes }) => [
    { what: `inner midstate of the ${what}`, bytes: midstate(bytes, 0x36) },
    { what: `outer midstate of the ${what}`, bytes: midstate(bytes, 0x5c) },
  ]);
  return [...keys, ...midstates];
}

/** This many consecutive bytes, in any form, count as a leak. */
const WINDOW = 6;

/**
 * The secrets of which a text contains six or more consecutive bytes: as hex in either case, with or without separators; as
 * base64 at any of its three alignments; as decimal bytes of any array form; or as 32-bit words, signed or unsigned.
 */
export function leaks(text: string, secrets: readonly Secret[]): string[] {
  const forms = {
    hex: text.toLowerCase().replace(/[^0-9a-f]/g, ""),
    base64: text.replace(/-/g, "+").replace(/_/g, "/"),
    // `"0":12,"1":34` and `'0': 12` without their indices, then all numbers in a row.
    numbers: `,${(text.replace(/["']?\d+["']?\s*:/g, " ").match(/-?\d+/g) ?? []).join(",")},`,
  };
  return secrets
    .filter(({ bytes }) => windows(bytes).some((window) => found(window, forms)) || words(bytes, forms.numbers))
    .map(({ what }) => what);
}

function windows(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length - WINDOW + 1 }, (_, i) => bytes.subarray(i, i + WINDOW));
}

function found(window: Uint8Array, forms: { hex: string; base64: string; numbers: string }): boolean {
  return (
    forms.hex.includes(Buffer.from(window).toString("hex")) ||
    forms.base64.includes(Buffer.from(window).toString("base64")) ||
    forms.numbers.includes(`,${window.join(",")},`)
  );
}

function words(bytes: Uint8Array, numbers: string): boolean {
  const view = Buffer.from(bytes);
  for (let at = 0; at + 4 <= view.length; at += 4) {
    const forms = [view.readInt32BE(at), view.readUInt32BE(at), view.readInt32LE(at), view.readUInt32LE(at)];
    if (forms.some((word) => numbers.includes(`,${word},`))) return true;
  }
  return false;
}
