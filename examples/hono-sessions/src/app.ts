import type { DurableObjectNamespace } from "durable-id";
import { Hono } from "hono";
import type { CartStore } from "./carts";
import { deleteSessionCookie, setSessionCookie } from "./cookie";
import { type SessionEnv, sessionCheck } from "./session-check";

const MOST_ITEMS = 100;

/** A shop's carts, one for each session. The session ID is in a cookie. */
export function createApp(sessions: DurableObjectNamespace, carts: CartStore): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>();

  app.post("/session", async (c) => {
    const session = String(sessions.newUniqueId());
    await carts.put(session, []);
    setSessionCookie(c, session);
    return c.json({ items: [] }, 201);
  });

  app.use("/cart", sessionCheck(sessions));

  app.get("/cart", async (c) => {
    const items = await carts.get(c.var.session);
    return items === undefined ? c.json({ error: "the session is over" }, 401) : c.json({ items });
  });

  app.post("/cart", async (c) => {
    const items = await carts.get(c.var.session);
    if (items === undefined) return c.json({ error: "the session is over" }, 401);
    const item = (await c.req.text()).slice(0, 100);
    if (item === "" || items.length >= MOST_ITEMS) return c.json({ error: "no item, or too many" }, 400);
    items.push(item);
    await carts.put(c.var.session, items);
    setSessionCookie(c, c.var.session);
    return c.json({ items }, 201);
  });

  app.delete("/session", sessionCheck(sessions), async (c) => {
    await carts.delete(c.var.session);
    deleteSessionCookie(c);
    return c.body(null, 204);
  });

  return app;
}
