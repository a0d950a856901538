/**
 * What a local runtime (Miniflare, `wrangler dev`) keeps in its state directory: where an object lies, and whose each
 * file is. For Node and other runtimes with `node:fs`.
 *
 * @module durable-id/local
 */
export type { LocalKind } from "./kinds.js";
export { type LocalObject, type LocalObjectOptions, localObject } from "./object.js";
export { listOldDatabases, type OldDatabase } from "./old-layout.js";
export { StateReader, type StoredObject } from "./reader.js";
export { type ScannedObject, type ScanOptions, scanState } from "./scan.js";
export { listIds, listNamespaces, type StateNamespace } from "./state.js";
