import type { DurableObjectNamespace } from "durable-id";
import { createMiddleware } from "hono/factory";
import { readSessionCookie } from "./cookie";

/** The variable for handlers after the check: `c.var.session`, 64 hex digits in lower case. */
export interface SessionEnv {
  Variables: { session: string };
}

/**
 * Answers 401 unless the cookie is an ID of these sessions: malformed, made up, of another key, of another jurisdiction.
 * It computes one or two HMACs and sends no requests. It doesn't check whether the session still exists.
 */
export function sessionCheck(sessions: DurableObjectNamespace) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    const id = sessions.tryIdFromString(readSessionCookie(c));
    if (id === undefined) return c.json({ error: "no session" }, 401);
    // Not the original cookie, which may be in upper case.
    c.set("session", String(id));
    await next();
  });
}
