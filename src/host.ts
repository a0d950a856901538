/**
 * Runs objects in this process, behind the namespaces of an env: for tests and emulators.
 *
 * @module durable-id/host
 */
export type { ObjectContext } from "./host/context.js";
export { host } from "./host/host.js";
export type {
  HostEnv,
  HostOptions,
  HostStub,
  MethodName,
  ObjectClass,
  ObjectClasses,
  RemoteMethod,
} from "./host/types.js";
