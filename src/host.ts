/**
 * Runs objects in this process, behind the namespaces of an env: a fast layer for unit tests.
 *
 * @module durable-id/host
 */
export type { ObjectContext } from "./host/context.js";
export {
  evictDurableObject,
  listDurableObjectIds,
  runDurableObjectAlarm,
  runInDurableObject,
} from "./host/controls.js";
export { host } from "./host/host.js";
export { RpcTarget } from "./host/rpc-target.js";
export type { ListOptions } from "./host/storage/list-options.js";
export { type MemoryStorage, memoryStorage, type StorageOf } from "./host/storage/memory-storage.js";
export type { RawRows, SqlCursor } from "./host/storage/sql-cursor.js";
export type { SqlChanges, SqlColumn, SqlConnection, SqlStatement } from "./host/storage/sql-database.js";
export { SqlStorage } from "./host/storage/sql-storage.js";
export type { SyncKeyValues } from "./host/storage/sync-key-values.js";
export type { Transaction } from "./host/storage/transaction.js";
export type {
  HostEnv,
  HostOptions,
  HostStub,
  MethodName,
  ObjectClass,
  ObjectClasses,
  PropertyName,
  RemoteMethod,
} from "./host/types.js";
export { DurableObject, env, WorkerEntrypoint } from "./host/workers.js";
