import type { KVNamespace } from "@cloudflare/workers-types";
import { createApp } from "./app";
import { KvCarts } from "./kv-carts";
import { openSessions } from "./sessions";

interface Env {
  /** `wrangler secret put SESSION_KEY` */
  readonly SESSION_KEY: string;
  readonly CARTS: KVNamespace;
}

let app: ReturnType<typeof createApp> | undefined;

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    app ??= createApp(openSessions(env.SESSION_KEY), new KvCarts(env.CARTS));
    return app.fetch(request);
  },
};
