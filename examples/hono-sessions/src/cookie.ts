import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "session";
/** `__Host-session`: browsers accept it only over HTTPS, only for this host, and for all its paths. */
const HOST = { prefix: "host", path: "/", secure: true } as const;

/** The lifetime of a session after its last write, in seconds. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

export function readSessionCookie(c: Context): string | undefined {
  return getCookie(c, NAME, "host");
}

/** Scripts can't read it, and forms of other sites don't send it. */
export function setSessionCookie(c: Context, session: string): void {
  setCookie(c, NAME, session, { ...HOST, httpOnly: true, sameSite: "Lax", maxAge: SESSION_SECONDS });
}

export function deleteSessionCookie(c: Context): void {
  deleteCookie(c, NAME, HOST);
}
