import type { DurableObjectNamespace } from "durable-id";
import { createMiddleware } from "hono/factory";
import { readSessionCookie } from "./cookie";

/** What handlers behind the check find: `c.var.session`, 64 hex digits in lower case. */
export interface SessionEnv {
  Variables: { session: string };
}

/**
 * Answers 401 unless the cookie is an ID of these sessions: malformed, made up, of another key, of another jurisdiction.
 * It computes one HMAC or two, and asks nobody. That the session still exists is not checked here.
 */
export function sessionCheck(sessions: DurableObjectNamespace) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    const id = sessions.tryIdFromString(readSessionCookie(c));
    if (id === undefined) return c.json({ error: "no session" }, 401);
    // And not the cookie as it came: that may be in upper case.
    c.set("session", String(id));
    await next();
  });
}
