import { isUint8Array } from "./bytes.js";
import { rangeError, typeError } from "./errors.js";
import { hkdfSha256 } from "./hmac.js";
import type { JurisdictionTable } from "./jurisdiction.js";
import { sha256 } from "./sha256.js";
import { encodeWtf8 } from "./wtf8.js";

/** Bytes of a root key and of a jurisdiction's key. */
export const KEY_SIZE = 32;

const JURISDICTION_SALT = "durable-id/jurisdiction";

/** The root key of a unique key: SHA-256 (FIPS 180-4) of its WTF-8 bytes, as in workerd. */
export function rootKeyOf(uniqueKey: string): Uint8Array {
  return sha256(encodeWtf8(uniqueKey));
}

/**
 * Copies a root key that the caller passed, so that later changes to the caller's buffer have no effect.
 * @throws TypeError for anything but a `Uint8Array`, RangeError if it is not 32 bytes (both `ERR_DO_KEY`).
 */
export function rootKeyFrom(key: Uint8Array): Uint8Array {
  if (!isUint8Array(key)) throw typeError("ERR_DO_KEY", "A namespace's key must be a Uint8Array.");
  // A copy first: it reads the bytes themselves, where `key.length` and `key`'s iterator could be anything.
  const copy = new Uint8Array(key);
  if (copy.length !== KEY_SIZE) {
    throw rangeError("ERR_DO_KEY", `A namespace's key must be ${KEY_SIZE} bytes; this one is ${copy.length}.`);
  }
  return copy;
}

/**
 * The key of a jurisdiction: HKDF-SHA256 (RFC 5869) of the root key, the jurisdiction's name being the info.
 * HKDF and not an HMAC under the root key, half of which anyone could have derived as a named ID's base.
 */
export function jurisdictionKey(rootKey: Uint8Array, jurisdiction: string): Uint8Array {
  return hkdfSha256(rootKey, encodeWtf8(JURISDICTION_SALT), encodeWtf8(jurisdiction));
}

/** All the keys of one namespace, in private fields: nothing that prints or serialises this object shows them. */
export class NamespaceKeys {
  readonly jurisdictions: JurisdictionTable;
  readonly #root: Uint8Array;

  /** @param root 32 bytes, which from here on belong to this object */
  constructor(root: Uint8Array, jurisdictions: JurisdictionTable) {
    this.#root = root;
    this.jurisdictions = jurisdictions;
  }

  /** The key of unrestricted IDs: not to be changed. */
  root(): Uint8Array {
    return this.#root;
  }

  /**
   * The key of a jurisdiction's IDs, derived again at each call.
   * @param code one that the table has: the caller has looked it up there
   */
  ofCode(code: number): Uint8Array {
    const jurisdiction = this.jurisdictions.nameOf(code);
    if (jurisdiction === undefined) throw new Error(`No jurisdiction has the code ${code}.`);
    return jurisdictionKey(this.#root, jurisdiction);
  }
}
