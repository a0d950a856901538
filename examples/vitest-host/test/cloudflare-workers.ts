/**
 * What `import { DurableObject } from "cloudflare:workers"` gives in these tests. That module is built into Cloudflare's
 * runtime; of its class, objects use no more than the two fields that its constructor sets.
 */
export class DurableObject<Env> {
  protected readonly ctx: DurableObjectState;
  protected readonly env: Env;

  constructor(ctx: DurableObjectState, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}
