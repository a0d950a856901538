import { createValidator, DurableObjectNamespace } from "durable-id";
import { expect, it } from "vitest";
import { consumePageViews, type PageViewMessage, type PageViewSinks } from "../src/consumers.js";

const sessions = new DurableObjectNamespace({ uniqueKey: "retries" });
const [working, broken] = ["working", "broken"].map((name) => String(sessions.idFromName(name)));

/** Two views of a session whose object works, two of one whose object fails, and one without a valid session. */
function messages(done: string[]): PageViewMessage[] {
  return [working, broken, "no session", working, broken].map((session, i) => ({
    body: { session, page: `/${i}` },
    ack: () => done.push(`ack /${i}`),
    retry: () => done.push(`retry /${i}`),
  }));
}

/** Objects and a queue of rejections that record what they get. */
function sinks(done: string[], isFull = false): PageViewSinks {
  return {
    SESSIONS: {
      getByName: (session) => ({
        async add(pages) {
          if (session === broken) throw new Error("broken");
          done.push(`add ${pages}`);
        },
      }),
    },
    REJECTED: {
      async sendBatch(rejections) {
        if (isFull) throw new Error("full");
        for (const { body } of rejections) done.push(`${body.verdict} ${body.page}`);
      },
    },
  };
}

it("retries only the views of a failed object", async () => {
  const done: string[] = [];
  await consumePageViews(createValidator([sessions]), messages(done), sinks(done));
  expect(done.sort()).toEqual(["ack /0", "ack /3", "add /0,/3", "malformed /2", "retry /1", "retry /4"]);
});

it("fails if rejections can't be sent, so that the queue retries unacknowledged messages", async () => {
  const done: string[] = [];
  const failing = consumePageViews(createValidator([sessions]), messages(done), sinks(done, true));
  await expect(failing).rejects.toThrow("full");
  expect(done.sort()).toEqual(["ack /0", "ack /3", "add /0,/3", "retry /1", "retry /4"]);
});
