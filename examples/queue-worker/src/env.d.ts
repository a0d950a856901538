declare namespace Cloudflare {
  /** The bindings of wrangler.jsonc, and the secret. */
  interface Env {
    readonly SESSIONS: DurableObjectNamespace<import("./session.js").Session>;
    readonly PAGE_VIEWS: Queue<import("./sort.js").PageView>;
    readonly REJECTED: Queue<import("./sort.js").Rejection>;
    readonly REJECTIONS: KVNamespace;
    /** The key under which session IDs are made and checked: 64 hex digits. */
    readonly SESSION_KEY: string;
  }
}
