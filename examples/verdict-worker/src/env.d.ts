declare namespace Cloudflare {
  /** The bindings of wrangler.jsonc, and the secret. */
  interface Env {
    readonly ROOMS: DurableObjectNamespace<import("./index.js").ChatRoom>;
    readonly CARTS: DurableObjectNamespace<import("./index.js").Cart>;
    /** The token that requests must have: `npx wrangler secret put VERDICT_TOKEN`. */
    readonly VERDICT_TOKEN: string;
  }
}
