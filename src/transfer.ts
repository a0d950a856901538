/**
 * Sends IDs with their names, and errors, to another process.
 *
 * @module durable-id/transfer
 */
export { type PackErrorOptions, type PackedThrown, packError, unpackError } from "./namespace/pack-error.js";
export type { PackedError, PackedValue } from "./namespace/packed-value.js";
export { contextId, MAX_CARRIED_NAME, packId, unpackId } from "./namespace/transfer.js";
