import { createApp } from "../src/app";
import { type CartStore, MemoryCarts } from "../src/carts";
import { openSessions } from "../src/sessions";

export const SECRET = "5e".repeat(32);
export const OTHER_SECRET = "07".repeat(32);

/** Carts in memory that count accesses. */
class CountingCarts implements CartStore {
  accesses = 0;
  readonly #carts = new MemoryCarts();

  get(session: string) {
    this.accesses++;
    return this.#carts.get(session);
  }

  put(session: string, cart: readonly string[]) {
    this.accesses++;
    return this.#carts.put(session, cart);
  }

  delete(session: string) {
    this.accesses++;
    return this.#carts.delete(session);
  }
}

/** The app, its sessions, and its storage for carts. */
export function startShop(jurisdiction?: string) {
  const sessions = openSessions(SECRET, jurisdiction);
  const carts = new CountingCarts();
  const app = createApp(sessions, carts);
  return {
    sessions,
    carts,
    /** A request with this session cookie, or without one. */
    ask: (method: string, path: string, cookie?: string, body?: string) =>
      app.request(path, { method, headers: cookie === undefined ? {} : { cookie: `__Host-session=${cookie}` }, body }),
  };
}

/** The session that an answer sets a cookie for. */
export function sessionOf(answer: { headers: { get(name: string): string | null } }): string {
  const session = /__Host-session=([^;]*)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
  if (session === undefined) throw new Error("The answer sets no session cookie.");
  return session;
}
