import { type ArrayBufferBytes, isUint8Array } from "../format/bytes.js";
import { ID_SIZE } from "../format/codec.js";
import { argumentError, type CodedError, typeError } from "../format/errors.js";
import { decodeHex, encodeHex, equalDigits } from "../format/hex.js";
import { decodeWtf8, encodeWtf8 } from "../format/wtf8.js";
import { namespaceArgument } from "./holder.js";
import { createId, type DurableObjectId, idState, isId } from "./id.js";
import type { DurableObjectNamespace } from "./types.js";

/*
 * byte   0         1                          33               at most 1,057
 *       ┌─────────┬──────────────────────────┬────────────────┐
 *       │ version │ ID (32)                  │ name           │
 *       └─────────┴──────────────────────────┴────────────────┘
 * Without name bytes, there is no name. The empty name is the single byte FF, which never occurs in UTF-8.
 */
const VERSION = 1;
const NAME_AT = 1 + ID_SIZE;
const EMPTY_NAME = /* @__PURE__ */ Uint8Array.of(0xff);

/** The longest name that is passed on to an object, in bytes of UTF-8 (observed in workerd). */
export const MAX_NAME_BYTES = 1024;

/**
 * Converts an ID to bytes for another process, which reads them with {@link unpackId}: version 1, the 32 bytes, and the
 * name if it is known and at most {@link MAX_NAME_BYTES} bytes.
 * @param id an ID of any namespace of this library
 * @returns 33 to 1,057 bytes
 * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but an ID of this library
 *
 * @example
 * ```js
 * import { DurableObjectNamespace, packId, unpackId } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const bytes = packId(rooms.idFromName("lobby"));
 * bytes.length; // → 38
 * unpackId(rooms, bytes).name; // → "lobby"
 * ```
 */
export function packId(id: DurableObjectId): ArrayBufferBytes {
  const { digits, givenName } = stateOf(id, "packId");
  const name = givenName === undefined ? undefined : carriedName(givenName);
  const nameBytes = name === "" ? EMPTY_NAME : encodeWtf8(name ?? "");
  const packed = new Uint8Array(NAME_AT + nameBytes.length);
  packed[0] = VERSION;
  decodeHex(digits, packed.subarray(1, NAME_AT));
  packed.set(nameBytes, NAME_AT);
  return packed;
}

/**
 * Reads an ID that {@link packId} packed, with its name. Trust boundary: the bytes are fully validated. The tag is checked as
 * by `idFromString`, and the name must derive to exactly this ID.
 * @typeParam T the class of the namespace's objects
 * @typeParam Stub the result type of the namespace's `get`
 * @param namespace the namespace of the ID, or a subnamespace of it
 * @param packed 33 to 1,057 bytes, from any source
 * @returns the ID, with its name if it was packed
 * @throws TypeError: `ERR_DO_ARGUMENT` if `namespace` is not a namespace of this library, or `packed` is not a Uint8Array;
 * `ERR_DO_ID_PACK` if the bytes are truncated, too long, otherwise malformed, or of another version;
 * `ERR_DO_ID_FOREIGN` or `ERR_DO_ID_JURISDICTION` for an ID that the namespace refuses; `ERR_DO_ID_PACK_NAME` for a
 * name that doesn't belong to the ID
 *
 * @example
 * ```js
 * import { DurableObjectNamespace, packId, unpackId } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const bytes = packId(rooms.idFromName("lobby"));
 * unpackId(rooms, bytes).name; // → "lobby"
 * unpackId(rooms, bytes.subarray(0, 36)); // → throws TypeError: Invalid packed ID: the name after byte 33 does not belong to the ID.
 * ```
 */
export function unpackId<T, Stub>(namespace: DurableObjectNamespace<T, Stub>, packed: Uint8Array): DurableObjectId {
  const { prepared, keys } = namespaceArgument(namespace, "unpackId", "durable-id");
  const givenName = readPackedName(packed);
  const id = namespace.idFromString(encodeHex(packed.subarray(1, NAME_AT)));
  if (givenName === undefined) return id;
  const state = idState(id);
  const code = state.jurisdiction === undefined ? 0 : keys.jurisdictions.codeOf(state.jurisdiction);
  if (!equalDigits(prepared.named(givenName, code), state.digits)) {
    throw typeError("ERR_DO_ID_PACK_NAME", "Invalid packed ID: the name after byte 33 does not belong to the ID.");
  }
  return createId({ ...state, givenName });
}

/**
 * Returns the ID as the object itself sees it in `ctx.id`: without a name that is longer than {@link MAX_NAME_BYTES}
 * bytes (workerd's limit).
 * @param id the caller's ID
 * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but an ID of this library
 *
 * @example
 * ```js
 * import { contextId, DurableObjectNamespace } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * contextId(rooms.idFromName("lobby")).name; // → "lobby"
 * contextId(rooms.idFromName("x".repeat(1025))).name; // → undefined
 * ```
 */
export function contextId(id: DurableObjectId): DurableObjectId {
  const state = stateOf(id, "contextId");
  return createId({ ...state, givenName: state.givenName === undefined ? undefined : carriedName(state.givenName) });
}

function stateOf(id: DurableObjectId, caller: string): ReturnType<typeof idState> {
  if (!isId(id)) throw argumentError(caller, "durable-id", 1, "DurableObjectId");
  return idState(id);
}

function carriedName(name: string): string | undefined {
  // A unit takes at least one byte: a name with more units need not be encoded.
  return name.length <= MAX_NAME_BYTES && encodeWtf8(name).length <= MAX_NAME_BYTES ? name : undefined;
}

/** Checks the frame of a packed ID, and returns the name in it, if any. */
function readPackedName(packed: Uint8Array): string | undefined {
  if (!isUint8Array(packed)) throw argumentError("unpackId", "durable-id", 2, "Uint8Array");
  if (packed.length === 0) throw malformedPack("it is empty");
  if (packed[0] !== VERSION) throw malformedPack(`its version is ${packed[0]}, not ${VERSION}`);
  if (packed.length < NAME_AT) throw malformedPack(`it must have at least ${NAME_AT} bytes, got ${packed.length}`);
  const name = packed.subarray(NAME_AT);
  if (name.length > MAX_NAME_BYTES) {
    throw malformedPack(`its name must have at most ${MAX_NAME_BYTES} bytes, got ${name.length}`);
  }
  if (name.length === 0) return undefined;
  if (name.length === EMPTY_NAME.length && name[0] === EMPTY_NAME[0]) return "";
  const text = decodeWtf8(name);
  if (text === undefined) throw malformedPack(`its name is not valid UTF-8`);
  return text;
}

function malformedPack(fault: string): CodedError<TypeError> {
  return typeError("ERR_DO_ID_PACK", `Invalid packed ID: ${fault}.`);
}
