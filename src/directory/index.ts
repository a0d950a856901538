/**
 * Namespaces and their objects, to be listed: in memory, in an SQLite file, or as a local runtime keeps them.
 *
 * @module durable-id/directory
 */

export { ImportSink } from "./import-sink.js";
export { MemoryDirectory } from "./memory.js";
export { SqliteDirectory } from "./sqlite.js";
export { StateDirectory, type StateDirectoryOptions, type StateNamespaceFacts } from "./state.js";
export type {
  Directory,
  NamespaceEntry,
  NamespacePage,
  NamespaceRegistration,
  ObjectEntry,
  ObjectPage,
  ObjectRecord,
  PageRequest,
} from "./types.js";
