/**
 * Sends IDs to another process, with their names.
 *
 * @module durable-id/transfer
 */
export { contextId, MAX_CARRIED_NAME, packId, unpackId } from "./namespace/transfer.js";
