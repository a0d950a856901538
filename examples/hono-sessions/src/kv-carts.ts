import type { KVNamespace } from "@cloudflare/workers-types";
import type { CartStore } from "./carts";
import { SESSION_SECONDS } from "./cookie";

/** Carts in Workers KV, which deletes a cart when its session expires. */
export class KvCarts implements CartStore {
  readonly #kv: KVNamespace;

  constructor(kv: KVNamespace) {
    this.#kv = kv;
  }

  async get(session: string): Promise<string[] | undefined> {
    return (await this.#kv.get<string[]>(session, "json")) ?? undefined;
  }

  async put(session: string, cart: readonly string[]): Promise<void> {
    await this.#kv.put(session, JSON.stringify(cart), { expirationTtl: SESSION_SECONDS });
  }

  async delete(session: string): Promise<void> {
    await this.#kv.delete(session);
  }
}
