import { consumePageViews, consumeRejections } from "./consumers.js";
import { answer } from "./http.js";
import type { PageView, Rejection } from "./sort.js";
import { validator } from "./validator.js";

export { Session } from "./session.js";

export default {
  fetch: answer,

  queue(batch, env) {
    return batch.queue === "page-views"
      ? consumePageViews(validator, (batch as MessageBatch<PageView>).messages, env)
      : consumeRejections(batch as MessageBatch<Rejection>, env);
  },
} satisfies ExportedHandler<Cloudflare.Env, PageView | Rejection>;
