export { MemoryDirectory } from "./memory.js";
export { SqliteDirectory } from "./sqlite.js";
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
