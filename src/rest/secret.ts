import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { isUint8Array } from "../format/bytes.js";
import { ErrorCode, rangeError, typeError } from "../format/errors.js";
import { encodeWtf8 } from "../format/wtf8.js";
import { firstCredentials } from "./auth.js";
import type { ListingApiOptions } from "./options.js";

const SECRET_SIZE = 32;
const SHORTEST = 16;

/**
 * Returns a function for the key of cursors, from the option, the directory, or the first of the accepted credentials, in
 * this order. The key is derived from the source, so it is useless for any other purpose.
 * @returns a function, because the directory is read only when the first cursor is made or read
 * @throws RangeError or TypeError (`ERR_DO_ARGUMENT`) if there is no source, or if it is too short
 */
export function cursorSecret({ cursorSecret: given, directory, auth }: ListingApiOptions): () => Promise<Uint8Array> {
  if (given !== undefined && !(isUint8Array(given) && given.length >= SHORTEST)) {
    throw rangeError(ErrorCode.argument, `\`cursorSecret\` must be a Uint8Array of at least ${SHORTEST} bytes.`);
  }
  const source = given ?? (directory.secret ? undefined : firstCredentials(auth));
  if (source === undefined && !directory.secret) {
    throw typeError(
      ErrorCode.argument,
      "Cursors need a secret: pass `cursorSecret`, because this directory has none and `auth` is a function.",
    );
  }
  let derived: Uint8Array | undefined;
  return async () => {
    derived ??= derive(source ?? (await directory.secret?.()) ?? new Uint8Array(0));
    return derived;
  };
}

function derive(source: Uint8Array): Uint8Array {
  return hkdf(sha256, source, encodeWtf8("durable-id/cursor-key"), new Uint8Array(0), SECRET_SIZE);
}
