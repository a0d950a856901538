/**
 * The state folder of a local runtime (Miniflare, `wrangler dev`): where an object's file is, and which object a file
 * belongs to. For Node and other runtimes with `node:fs`.
 *
 * @module durable-id/local
 */
export type { ClassKey } from "./local/class-key.js";
export {
  type ConfigurationOptions,
  type ConfiguredNamespace,
  configuredEnvironments,
  configuredNamespaces,
} from "./local/configured-namespaces.js";
export type { FaultHandler } from "./local/faults.js";
export { findStateFolder } from "./local/find-state.js";
export type { LocalKind } from "./local/kinds.js";
export { type LocalObject, type LocalObjectOptions, localObject } from "./local/object.js";
export { listOldDatabases, type OldDatabase } from "./local/old-layout.js";
export { StateReader, type StoredObject } from "./local/reader.js";
export { type ScannedObject, type ScanOptions, scanState } from "./local/scan.js";
export { listIds, listNamespaces, type StateNamespace } from "./local/state.js";
export { listUnknown, type UnknownEntry } from "./local/unknown.js";
export type { AsyncClosable } from "./system/async-closable.js";
