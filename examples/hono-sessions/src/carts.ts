/** Storage for carts, by session. */
export interface CartStore {
  get(session: string): Promise<string[] | undefined>;
  put(session: string, cart: readonly string[]): Promise<void>;
  delete(session: string): Promise<void>;
}

/** Carts in the memory of one process. */
export class MemoryCarts implements CartStore {
  readonly #carts = new Map<string, readonly string[]>();

  async get(session: string): Promise<string[] | undefined> {
    const cart = this.#carts.get(session);
    return cart && [...cart];
  }

  async put(session: string, cart: readonly string[]): Promise<void> {
    this.#carts.set(session, [...cart]);
  }

  async delete(session: string): Promise<void> {
    this.#carts.delete(session);
  }
}
