import type { ObjectContext } from "./context.js";

/*
 * Together with host/rpc-target.ts, the substitute for the module `cloudflare:workers`, which exists only in the real
 * runtime: a test runner replaces that module with `durable-id/host`.
 */

/**
 * The base class of objects: `DurableObject` of `cloudflare:workers`.
 * @typeParam Env the type of the env
 */
export abstract class DurableObject<Env = unknown> {
  /** The object's context. */
  protected readonly ctx: ObjectContext;
  /** The bindings of the Worker's configuration. */
  protected readonly env: Env;

  /**
   * Stores both for the methods of the class.
   * @param ctx the context from the host
   * @param env the env of the host
   */
  constructor(ctx: ObjectContext, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}

/**
 * The base class of a Worker's entry points: `WorkerEntrypoint` of `cloudflare:workers`. Created by tests, not by a host.
 * @typeParam Env the type of the env
 */
export abstract class WorkerEntrypoint<Env = unknown> {
  /** The execution context that the test passes. */
  protected readonly ctx: unknown;
  /** The bindings of the Worker's configuration. */
  protected readonly env: Env;

  /**
   * Stores both for the methods of the class.
   * @param ctx an execution context
   * @param env the env of a host
   */
  constructor(ctx: unknown, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}

/** The env of the last host that was created: `env` of `cloudflare:workers`. Empty before that. */
export const env: Readonly<Record<string, unknown>> = {};

/** Replaces the content of {@link env} with the bindings of a host. */
export function replaceEnv(bindings: Readonly<Record<string, unknown>>): void {
  for (const binding of Object.keys(env)) Reflect.deleteProperty(env, binding);
  Object.assign(env, bindings);
}
