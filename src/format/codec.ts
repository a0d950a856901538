import { equalBytes } from "./bytes.js";
import type { HmacState } from "./hmac.js";
import { UNRESTRICTED } from "./jurisdiction.js";

/*
 * byte   0                                15 16                               31
 *       ┌──────────────────────────────────┬──────────────────────────────────┐
 *       │ base (16)                        │ tag (16) = HMAC(K, base)[0..16)  │
 *       └──────────────────────────────────┴──────────────────────────────────┘
 *                                      └ byte 15: jurisdiction code, in a jurisdictional ID only
 */

/** Bytes of an ID. */
export const ID_SIZE = 32;
/** Hex digits of an ID. */
export const ID_DIGITS = 64;
/** Bytes of an ID's base; the rest is the tag. */
export const BASE_SIZE = 16;
/** Bytes of an ID's tag. */
export const TAG_SIZE = 16;
/** The offset of a jurisdictional ID's code: the last byte of the base. */
const CODE_AT = BASE_SIZE - 1;

/**
 * Writes the ID of a name. Its base is the first half of the name's HMAC; with a jurisdiction, `mac` must be under that
 * jurisdiction's key, and the code replaces the last byte of the base.
 * @param name WTF-8 bytes of any length
 * @param out 32 bytes
 */
export function writeNamedId(mac: HmacState, name: Uint8Array, code: number, out: Uint8Array): void {
  mac.mac(name, out);
  seal(mac, code, out);
}

/** Writes the ID of a random base of 16 bytes; a code replaces its last byte. */
export function writeUniqueId(mac: HmacState, base: Uint8Array, code: number, out: Uint8Array): void {
  out.set(base);
  seal(mac, code, out);
}

/** Completes an ID whose base is in `id`: writes the code, if any, and the tag. */
function seal(mac: HmacState, code: number, id: Uint8Array): void {
  if (code !== UNRESTRICTED) id[CODE_AT] = code;
  id.set(tagOf(mac, id), BASE_SIZE);
}

/** Byte 15: the code in a jurisdictional ID, and an arbitrary byte in others. */
export function codeByte(id: Uint8Array): number {
  return id[CODE_AT];
}

/** The keys of one namespace, ready to use; `ofCode` returns `undefined` for a code without a jurisdiction. */
export interface NamespaceMacs {
  readonly root: HmacState;
  ofCode(code: number): HmacState | undefined;
}

/** The result of {@link findJurisdiction} for an ID of another namespace. */
export const FOREIGN = -1;

/**
 * Steps 2 to 4 of validation (format.md): returns the code of the jurisdiction in which an ID is valid, `UNRESTRICTED`
 * (0), or {@link FOREIGN}. The root key is tried first, because byte 15 of an unrestricted ID can equal a code by chance.
 * @param expected the code of the subnamespace that validates; its key is then tried before the root key, so that an ID
 * of the subnamespace takes one HMAC
 */
export function findJurisdiction(macs: NamespaceMacs, id: Uint8Array, expected: number = UNRESTRICTED): number {
  const code = codeByte(id);
  const jurisdictional = macs.ofCode(code);
  if (code === expected && jurisdictional && hasValidTag(jurisdictional, id)) return code;
  if (hasValidTag(macs.root, id)) return UNRESTRICTED;
  return code !== expected && jurisdictional && hasValidTag(jurisdictional, id) ? code : FOREIGN;
}

/** Whether the tag of an ID is right for its base under this key. */
export function hasValidTag(mac: HmacState, id: Uint8Array): boolean {
  return equalBytes(tagOf(mac, id), 0, id, BASE_SIZE, TAG_SIZE);
}

const digest = /* @__PURE__ */ new Uint8Array(32);
const tag = /* @__PURE__ */ digest.subarray(0, TAG_SIZE);

/** The tag of an ID's base, in memory that the next call overwrites. */
function tagOf(mac: HmacState, id: Uint8Array): Uint8Array {
  mac.mac(id.subarray(0, BASE_SIZE), digest);
  return tag;
}
