import { type PageView, type Rejection, sortOut } from "./sort.js";
import { validator } from "./validator.js";

/**
 * Takes page views to the objects of their sessions. A view with a bad ID would be as bad at the next attempt: it isn't
 * retried, and goes to the queue of rejections with its verdict. Where an object fails, its own messages are retried.
 */
export async function consumePageViews(batch: MessageBatch<PageView>, env: Cloudflare.Env): Promise<void> {
  const { accepted, rejected } = sortOut(validator, batch.messages);
  await Promise.all(
    Array.from(accepted, async ([session, messages]) => {
      try {
        await env.SESSIONS.getByName(session).add(messages.map(({ body }) => body.page));
        for (const message of messages) message.ack();
      } catch (error) {
        console.error("retried:", error);
        for (const message of messages) message.retry();
      }
    }),
  );
  if (rejected.length > 0) await env.REJECTED.sendBatch(rejected.map((body) => ({ body })));
  console.log(`${batch.messages.length} page views, ${rejected.length} rejected`);
}

/** Keeps rejections for a week, for whoever looks into them. */
export async function consumeRejections(batch: MessageBatch<Rejection>, env: Cloudflare.Env): Promise<void> {
  const expirationTtl = 7 * 24 * 60 * 60;
  await Promise.all(
    batch.messages.map(({ id, body }) => env.REJECTIONS.put(id, JSON.stringify(body), { expirationTtl })),
  );
}
