/**
 * Namespaces and their objects, to be listed: in memory, in an SQLite file, or as a local runtime keeps them.
 *
 * @module durable-id/directory
 */

export type { CopyProgress, CopyTarget, ListedNamespace, NamespaceCopy } from "./directory/copy.js";
export { ImportSink } from "./directory/import-sink.js";
export { MemoryDirectory } from "./directory/memory.js";
export { SqliteDirectory } from "./directory/sqlite.js";
export { StateDirectory, type StateDirectoryOptions, type StateNamespaceFacts } from "./directory/state.js";
export type {
  Directory,
  NamespaceEntry,
  NamespacePage,
  NamespaceRegistration,
  ObjectEntry,
  ObjectPage,
  ObjectRecord,
  ObjectsRequest,
  PageRequest,
} from "./directory/types.js";
export type { AsyncClosable } from "./system/async-closable.js";
