import { isUint8Array } from "./bytes.js";
import { rangeError, typeError } from "./errors.js";
import { hkdfSha256 } from "./hmac.js";
import type { JurisdictionTable } from "./jurisdiction.js";
import { sha256 } from "./sha256.js";
import { encodeWtf8 } from "./wtf8.js";

/** Bytes of a root key and of a jurisdiction's key. */
export const KEY_SIZE = 32;

const JURISDICTION_SALT = "durable-id/jurisdiction";

/** Derives the root key of a unique key: SHA-256 (FIPS 180-4) of its WTF-8 bytes, as in workerd. */
export function deriveRootKey(uniqueKey: string): Uint8Array {
  return sha256(encodeWtf8(uniqueKey));
}

/**
 * Checks and copies a root key that the caller passed, so that later changes to the caller's buffer have no effect.
 * @throws TypeError for anything but a `Uint8Array`, RangeError if it is not 32 bytes (both `ERR_DO_KEY`).
 */
export function checkRootKey(key: Uint8Array): Uint8Array {
  if (!isUint8Array(key)) throw typeError("ERR_DO_KEY", "A namespace's key must be a Uint8Array.");
  // Copy first: this reads the actual bytes, while `key.length` and the iterator of `key` could be overridden.
  const copy = new Uint8Array(key);
  if (copy.length !== KEY_SIZE) {
    throw rangeError("ERR_DO_KEY", `A namespace's key must be ${KEY_SIZE} bytes, got ${copy.length}.`);
  }
  return copy;
}

/**
 * Derives the key of a jurisdiction: HKDF-SHA256 (RFC 5869) of the root key, with the jurisdiction's name as the info. Not
 * an HMAC under the root key, because anyone could get half of it as the base of a named ID.
 */
export function jurisdictionKey(rootKey: Uint8Array, jurisdiction: string): Uint8Array {
  return hkdfSha256(rootKey, encodeWtf8(JURISDICTION_SALT), encodeWtf8(jurisdiction));
}

/** All keys of one namespace, in private fields, so that printing or serialising this object doesn't reveal them. */
export class NamespaceKeys {
  readonly jurisdictions: JurisdictionTable;
  readonly #root: Uint8Array;

  /** @param root 32 bytes, which this object owns from now on */
  constructor(root: Uint8Array, jurisdictions: JurisdictionTable) {
    this.#root = root;
    this.jurisdictions = jurisdictions;
  }

  /** The key of unrestricted IDs. The caller must not change it. */
  root(): Uint8Array {
    return this.#root;
  }

  /**
   * The key of a jurisdiction's IDs, derived again for each call.
   * @param code a code that is in the table, as the caller has checked
   */
  ofCode(code: number): Uint8Array {
    const jurisdiction = this.jurisdictions.nameOf(code);
    if (jurisdiction === undefined) throw new Error(`No jurisdiction has the code ${code}.`);
    return jurisdictionKey(this.#root, jurisdiction);
  }
}
