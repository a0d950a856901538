import { equalBytes } from "./bytes.js";
import { DIGEST_SIZE, sha256 } from "./sha256.js";
import { encodeWtf8 } from "./wtf8.js";

/** Printable ASCII without spaces, which a header transmits unchanged. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Characters of a credential that a client may send, at most. */
export const LONGEST_CREDENTIAL = 4096;

/** Whether a value can be a client's credential: up to 4,096 characters that a header transmits unchanged. */
export function isCredential(value: unknown): value is string {
  return isToken(value) && value.length <= LONGEST_CREDENTIAL;
}

/** Whether a value can be a bearer token. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && TOKEN.test(value);
}

/** The digest that is kept and compared instead of a secret. */
export function secretDigest(secret: string): Uint8Array {
  return sha256(encodeWtf8(secret));
}

/** Whether two digests are equal, in time that reveals neither how far a guess matches nor its length. */
export function equalDigests(a: Uint8Array, b: Uint8Array): boolean {
  return equalBytes(a, 0, b, 0, DIGEST_SIZE);
}

/** The token of `authorization: Bearer …`; undefined for any other header. */
export function bearerToken(authorization: string): string | undefined {
  return /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
}
