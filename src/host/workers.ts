import type { ObjectContext } from "./context.js";

/*
 * With host/rpc-target.ts the stand-in for the module `cloudflare:workers`, which only the real runtime has: a test runner puts
 * `durable-id/host` in its place.
 */

/**
 * The base class of objects: `DurableObject` of `cloudflare:workers`.
 * @typeParam Env the type of the env
 */
export abstract class DurableObject<Env = unknown> {
  /** What the object gets of its runtime. */
  protected readonly ctx: ObjectContext;
  /** What the Worker's configuration binds. */
  protected readonly env: Env;

  /**
   * Keeps both for the methods of the class.
   * @param ctx as a host passes it
   * @param env as a host passes it
   */
  constructor(ctx: ObjectContext, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}

/**
 * The base class of a Worker's entry points: `WorkerEntrypoint` of `cloudflare:workers`. A host doesn't make any: a test does.
 * @typeParam Env the type of the env
 */
export abstract class WorkerEntrypoint<Env = unknown> {
  /** What the test passes as its execution context. */
  protected readonly ctx: unknown;
  /** What the Worker's configuration binds. */
  protected readonly env: Env;

  /**
   * Keeps both for the methods of the class.
   * @param ctx an execution context
   * @param env the env of a host
   */
  constructor(ctx: unknown, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}

/** The env of the last host that was made: `env` of `cloudflare:workers`. Empty before that. */
export const env: Readonly<Record<string, unknown>> = {};

/** Makes {@link env} hold the bindings of a host, and nothing else. */
export function replaceEnv(bindings: Readonly<Record<string, unknown>>): void {
  for (const binding of Object.keys(env)) Reflect.deleteProperty(env, binding);
  Object.assign(env, bindings);
}
