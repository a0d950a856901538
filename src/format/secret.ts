import { equalBytes } from "./bytes.js";
import { DIGEST_SIZE, sha256 } from "./sha256.js";
import { encodeWtf8 } from "./wtf8.js";

/** Printable ASCII without spaces: what a header carries unchanged. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Characters of a credential that a client may send, at most. */
export const LONGEST_CREDENTIAL = 4096;

/** Whether a value can be a credential of a client: what a header can carry, up to 4,096 characters. */
export function isCredential(value: unknown): value is string {
  return isToken(value) && value.length <= LONGEST_CREDENTIAL;
}

/** Whether a value can be a bearer token. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && TOKEN.test(value);
}

/** What is kept and compared for a secret. */
export function secretDigest(secret: string): Uint8Array {
  return sha256(encodeWtf8(secret));
}

/** Whether two digests are those of the same secret, in a time that shows neither how far a guess agrees nor its length. */
export function equalDigests(a: Uint8Array, b: Uint8Array): boolean {
  return equalBytes(a, 0, b, 0, DIGEST_SIZE);
}

/** The token of `authorization: Bearer …`; undefined for any other header. */
export function bearerToken(authorization: string): string | undefined {
  return /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
}
