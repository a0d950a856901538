declare namespace Cloudflare {
  /** What wrangler.jsonc binds, and the secret. */
  interface Env {
    readonly ROOMS: DurableObjectNamespace<import("./index.js").ChatRoom>;
    readonly CARTS: DurableObjectNamespace<import("./index.js").Cart>;
    /** Who has it may ask for verdicts: `npx wrangler secret put VERDICT_TOKEN`. */
    readonly VERDICT_TOKEN: string;
  }
}
