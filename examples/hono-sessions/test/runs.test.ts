import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSessions } from "../src/sessions";
import { OTHER_SECRET, SECRET, sessionOf } from "./client";

type Ask = (
  method: string,
  path: string,
  cookie?: string,
  body?: string,
) => Promise<Pick<Response, "status" | "json" | "headers">>;

/** The same requests in every runtime of the app. */
async function shopOnce(ask: Ask): Promise<void> {
  const session = sessionOf(await ask("POST", "/session"));
  expect(openSessions(SECRET).tryIdFromString(session)).toBeDefined();
  expect((await ask("POST", "/cart", session, "tea")).status).toBe(201);
  expect(await (await ask("GET", "/cart", session)).json()).toEqual({ items: ["tea"] });
  const forged = String(openSessions(OTHER_SECRET).newUniqueId());
  expect((await ask("GET", "/cart", forged)).status).toBe(401);
  expect((await ask("DELETE", "/session", session)).status).toBe(204);
  expect((await ask("GET", "/cart", session)).status).toBe(401);
}

const headersOf = (cookie: string | undefined) =>
  cookie === undefined ? undefined : { cookie: `__Host-session=${cookie}` };

describe("in Node", () => {
  let server: ChildProcess;
  let origin: string;
  beforeAll(async () => {
    const env = { ...process.env, SESSION_KEY: SECRET, PORT: "0" };
    server = spawn(process.execPath, ["dist/node.js"], { env, stdio: ["ignore", "pipe", "inherit"] });
    if (server.stdout === null) throw new Error("The server's output is not piped.");
    [origin] = (await once(createInterface(server.stdout), "line")) as [string];
  });
  afterAll(() => server?.kill());

  it("serves carts", () =>
    shopOnce((method, path, cookie, body) => fetch(origin + path, { method, headers: headersOf(cookie), body })));
});

describe("in a Worker", () => {
  let workerd: Miniflare;
  beforeAll(() => {
    workerd = new Miniflare({
      modules: true,
      modulesRoot: fileURLToPath(new URL("../dist", import.meta.url)),
      modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
      scriptPath: fileURLToPath(new URL("../dist/worker.js", import.meta.url)),
      compatibilityDate: "2026-04-01",
      bindings: { SESSION_KEY: SECRET },
      kvNamespaces: ["CARTS"],
    });
  });
  afterAll(() => workerd?.dispose());

  it("serves carts", () =>
    shopOnce((method, path, cookie, body) =>
      workerd.dispatchFetch(`https://shop.example${path}`, { method, headers: headersOf(cookie), body }),
    ));
});
