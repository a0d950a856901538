import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { equalBytes } from "../format/bytes.js";
import { ID_SIZE } from "../format/codec.js";
import { decodeHex, encodeHex } from "../format/hex.js";
import { encodeWtf8 } from "../format/wtf8.js";

/*
 * byte   0         1                       33                49
 *       ┌─────────┬───────────────────────┬─────────────────┐
 *       │ version │ last ID of the page   │ MAC (16)        │    in base64url: 66 characters
 *       └─────────┴───────────────────────┴─────────────────┘
 * MAC = HMAC-SHA256(secret, label ‖ version ‖ ID ‖ account's id ‖ namespace's id)[0..16)
 */
const VERSION = 1;
const MAC_AT = 1 + ID_SIZE;
const MAC_SIZE = 16;
const SIZE = MAC_AT + MAC_SIZE;
const LABEL = /* @__PURE__ */ encodeWtf8("durable-id/cursor");

/** The list that a cursor belongs to: it is invalid for any other list. */
export interface CursorScope {
  /** 32 hex digits of either case. */
  readonly account: string;
  /** The namespace's id. */
  readonly namespace: string;
}

/** The cursor after an object: valid for one account and one namespace, while the secret stays the same. */
export function makeCursor(secret: Uint8Array, scope: CursorScope, id: string): string {
  const cursor = new Uint8Array(SIZE);
  cursor[0] = VERSION;
  decodeHex(id, cursor.subarray(1, MAC_AT));
  cursor.set(macOf(secret, scope, cursor), MAC_AT);
  return toBase64Url(cursor);
}

/** The last ID of the page before the cursor; `undefined` unless {@link makeCursor} made it with this secret and scope. */
export function readCursor(secret: Uint8Array, scope: CursorScope, text: string): string | undefined {
  const cursor = fromBase64Url(text);
  if (cursor === undefined || cursor[0] !== VERSION) return undefined;
  const mac = macOf(secret, scope, cursor);
  if (!equalBytes(mac, 0, cursor, MAC_AT, MAC_SIZE)) return undefined;
  return encodeHex(cursor.subarray(1, MAC_AT));
}

function macOf(secret: Uint8Array, { account, namespace }: CursorScope, cursor: Uint8Array): Uint8Array {
  // Everything before the namespace's id has a fixed length, so different cursors have different messages.
  const mac = hmac.create(sha256, secret).update(LABEL).update(cursor.subarray(0, MAC_AT));
  return mac
    .update(encodeWtf8(account.toLowerCase() + namespace))
    .digest()
    .subarray(0, MAC_SIZE);
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/** The bytes of a well-formed cursor; each has exactly one encoding. */
function fromBase64Url(text: string): Uint8Array | undefined {
  if (text.length !== Math.ceil((SIZE * 4) / 3) || !/^[\w-]*$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : undefined;
}
