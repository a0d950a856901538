/**
 * The state folder of a local runtime (Miniflare, `wrangler dev`): where an object's file is, and which object a file
 * belongs to. For Node and other runtimes with `node:fs`.
 *
 * @module durable-id/local
 */
export { findStateFolder } from "./find-state.js";
export type { LocalKind } from "./kinds.js";
export { type LocalObject, type LocalObjectOptions, localObject } from "./object.js";
export { listOldDatabases, type OldDatabase } from "./old-layout.js";
export { StateReader, type StoredObject } from "./reader.js";
export { type ScannedObject, type ScanOptions, scanState } from "./scan.js";
export { listIds, listNamespaces, type StateNamespace } from "./state.js";
export { listUnknown, type UnknownEntry } from "./unknown.js";
