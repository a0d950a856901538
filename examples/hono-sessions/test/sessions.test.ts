import { describe, expect, it } from "vitest";
import { openSessions } from "../src/sessions";
import { SECRET, sessionOf, startShop } from "./client";

describe("a session", () => {
  it("is a cookie that scripts and other sites can't use", async () => {
    const { ask } = startShop();
    const answer = await ask("POST", "/session");
    expect(answer.status).toBe(201);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-session=[0-9a-f]{64}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("has its own cart", async () => {
    const { ask } = startShop();
    const [ada, bob] = [sessionOf(await ask("POST", "/session")), sessionOf(await ask("POST", "/session"))];
    expect((await ask("POST", "/cart", ada, "tea")).status).toBe(201);
    expect((await ask("POST", "/cart", ada, "cake")).status).toBe(201);
    expect(await (await ask("GET", "/cart", ada)).json()).toEqual({ items: ["tea", "cake"] });
    expect(await (await ask("GET", "/cart", bob)).json()).toEqual({ items: [] });
  });

  it("is the same in upper case: storage is accessed by the ID, not by the cookie", async () => {
    const { ask } = startShop();
    const session = sessionOf(await ask("POST", "/session"));
    await ask("POST", "/cart", session, "tea");
    expect(await (await ask("GET", "/cart", session.toUpperCase())).json()).toEqual({ items: ["tea"] });
  });

  it("can be ended: its ID stays valid, so storage is accessed, and has no cart", async () => {
    const { ask, carts } = startShop();
    const session = sessionOf(await ask("POST", "/session"));
    const answer = await ask("DELETE", "/session", session);
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([
      204,
      "__Host-session=; Max-Age=0; Path=/; Secure",
    ]);
    carts.accesses = 0;
    expect((await ask("GET", "/cart", session)).status).toBe(401);
    expect((await ask("POST", "/cart", session, "tea")).status).toBe(401);
    expect(carts.accesses).toBe(2);
  });
});

describe("the key", () => {
  it("must be 64 hex digits, and is not in the error", () => {
    for (const secret of [undefined, "", "hunter2", SECRET.slice(1), `${SECRET}0`, `${SECRET.slice(1)}g`]) {
      expect(() => openSessions(secret)).toThrow(/^SESSION_KEY must be 64 hex digits: openssl rand -hex 32$/);
    }
  });
});
