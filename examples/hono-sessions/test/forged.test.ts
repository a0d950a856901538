import { randomBytes } from "node:crypto";
import { DurableObjectNamespace } from "durable-id";
import { beforeEach, describe, expect, it } from "vitest";
import { openSessions } from "../src/sessions";
import { OTHER_SECRET, SECRET, sessionOf, startShop } from "./client";

const FORGED = 10_000;

describe("storage is not accessed", () => {
  let shop: ReturnType<typeof startShop>;
  let session: string;
  beforeEach(async () => {
    shop = startShop("eu");
    session = sessionOf(await shop.ask("POST", "/session"));
    shop.carts.accesses = 0;
  });

  /** The status of every request that needs a session, and the number of storage accesses. */
  async function outcome(cookie: string | undefined): Promise<{ statuses: number[]; accesses: number }> {
    const statuses: number[] = [];
    for (const [method, path] of [
      ["GET", "/cart"],
      ["POST", "/cart"],
      ["DELETE", "/session"],
    ]) {
      const answer = await shop.ask(method, path, cookie, method === "POST" ? "tea" : undefined);
      statuses.push(answer.status);
    }
    return { statuses, accesses: shop.carts.accesses };
  }
  const REFUSED = { statuses: [401, 401, 401], accesses: 0 };

  it("by a request without the cookie, but by one with it", async () => {
    expect(await outcome(undefined)).toEqual(REFUSED);
    expect(await outcome(session)).toEqual({ statuses: [200, 201, 204], accesses: 4 });
  });

  it("by a malformed cookie", async () => {
    const malformed = ["", "null", session.slice(1), `${session}0`, `${session} x`, `0x${session}`, `../${session}`];
    for (const cookie of malformed) expect(await outcome(cookie), cookie).toEqual(REFUSED);
  });

  it("by a session with any one digit changed", async () => {
    for (let at = 0; at < session.length; at++) {
      const digit = (Number.parseInt(session[at], 16) ^ 1).toString(16);
      expect(await outcome(session.slice(0, at) + digit + session.slice(at + 1)), `digit ${at}`).toEqual(REFUSED);
    }
  });

  it("by a session of another key, or an ID of any other namespace", async () => {
    const rooms = new DurableObjectNamespace({ uniqueKey: "shop-Cart" });
    for (const id of [openSessions(OTHER_SECRET, "eu").newUniqueId(), rooms.newUniqueId(), rooms.idFromName("ada")]) {
      expect(await outcome(String(id))).toEqual(REFUSED);
    }
  });

  it("by a session of the same key, but of another jurisdiction, or of none", async () => {
    const anywhere = openSessions(SECRET);
    for (const id of [anywhere.newUniqueId(), anywhere.newUniqueId({ jurisdiction: "us" })]) {
      expect(await outcome(String(id))).toEqual(REFUSED);
    }
  });

  it(`by ${FORGED} made-up sessions, which are answered at once`, async () => {
    const cookies = Array.from({ length: FORGED }, () => randomBytes(32).toString("hex"));
    const start = performance.now();
    const answers = await Promise.all(cookies.map((cookie) => shop.ask("GET", "/cart", cookie)));
    const ms = performance.now() - start;
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    expect(shop.carts.accesses).toBe(0);
    // A generous limit for slow machines: it usually takes a fraction of a second.
    expect(ms).toBeLessThan(10_000);
    console.log(`${FORGED} forged cookies refused in ${ms.toFixed(0)} ms, ${shop.carts.accesses} storage accesses`);
  });
});
