import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "session";
/** `__Host-session`: browsers take it over HTTPS alone, for this host alone, and for all its paths. */
const HOST = { prefix: "host", path: "/", secure: true } as const;

/** How long a session lasts after it was last written to, in seconds. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

export function readSessionCookie(c: Context): string | undefined {
  return getCookie(c, NAME, "host");
}

/** Scripts don't see it, and other sites' forms don't send it. */
export function setSessionCookie(c: Context, session: string): void {
  setCookie(c, NAME, session, { ...HOST, httpOnly: true, sameSite: "Lax", maxAge: SESSION_SECONDS });
}

export function deleteSessionCookie(c: Context): void {
  deleteCookie(c, NAME, HOST);
}
