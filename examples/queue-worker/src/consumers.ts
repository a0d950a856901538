import type { Validator } from "durable-id";
import { type PageView, type Rejection, sortOut } from "./sort.js";

/** The parts of a queue's message that {@link consumePageViews} needs. */
export type PageViewMessage = Pick<Message<PageView>, "body" | "ack" | "retry">;

/** The bindings to which {@link consumePageViews} sends. */
export interface PageViewSinks {
  readonly SESSIONS: { getByName(session: string): { add(pages: string[]): Promise<void> } };
  readonly REJECTED: { sendBatch(messages: { body: Rejection }[]): Promise<unknown> };
}

/**
 * Sends page views to the objects of their sessions. A view with an invalid ID would always fail, so it isn't
 * retried, and goes to the queue of rejections with its verdict. If an object fails, only its own messages are retried.
 */
export async function consumePageViews(
  validator: Validator,
  messages: readonly PageViewMessage[],
  { SESSIONS, REJECTED }: PageViewSinks,
): Promise<void> {
  const { accepted, rejected } = sortOut(validator, messages);
  await Promise.all(
    Array.from(accepted, async ([session, views]) => {
      try {
        await SESSIONS.getByName(session).add(views.map(({ body }) => body.page));
        for (const message of views) message.ack();
      } catch (error) {
        console.error("retried:", error);
        for (const message of views) message.retry();
      }
    }),
  );
  if (rejected.length > 0) await REJECTED.sendBatch(rejected.map((body) => ({ body })));
  console.log(`${messages.length} page views, ${rejected.length} rejected`);
}

/** Keeps rejections for a week, for later analysis. */
export async function consumeRejections(
  batch: MessageBatch<Rejection>,
  { REJECTIONS }: Pick<Cloudflare.Env, "REJECTIONS">,
): Promise<void> {
  const expirationTtl = 7 * 24 * 60 * 60;
  await Promise.all(batch.messages.map(({ id, body }) => REJECTIONS.put(id, JSON.stringify(body), { expirationTtl })));
}
