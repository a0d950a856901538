import { describe, expect, it } from "vitest";
import { MemoryDirectory } from "../../src/directory/memory.js";
import { DurableObjectNamespace } from "../../src/namespace/namespace.js";
import { createListingApi } from "../../src/rest/api.js";
import { authenticator } from "../../src/rest/auth.js";
import { createSite } from "../../src/serve/site.js";
import { SeededRandom } from "../../support/random.js";

const TOKEN = "site-test";
const UNIQUE_KEY = "chat-ChatRoom";
const random = new SeededRandom("site");
const key = random.bytes(32);
const rooms = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY, randomBytes: random.bytes });
const vault = new DurableObjectNamespace({ key, randomBytes: random.bytes });

async function makeSite() {
  const directory = new MemoryDirectory();
  directory.add({ uniqueKey: UNIQUE_KEY, script: "chat", class: "ChatRoom" });
  const vaultId = directory.add({ key, script: "vault", class: "Safe" }).id;
  const ids = Array.from({ length: 120 }, () => String(rooms.newUniqueId())).sort();
  await directory.record(
    UNIQUE_KEY,
    ids.map((id) => ({ id })),
  );
  const vaultObject = String(vault.newUniqueId());
  await directory.record(vaultId, [{ id: vaultObject, hasStoredData: true }]);
  const auth = { tokens: [TOKEN] };
  const faults: unknown[] = [];
  const site = createSite({
    api: createListingApi({ directory, auth }),
    directory,
    authenticate: authenticator(auth),
    accountId: "0".repeat(32),
    onError: (error) => faults.push(error),
  });
  const ask = async (path: string, query: Record<string, string> = {}, token = TOKEN) => {
    const url = `http://localhost/page/${path}?${new URLSearchParams(query)}`;
    const response = await site(new Request(url, { headers: { authorization: `Bearer ${token}` } }));
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  return { site, ask, ids, vaultId, vaultObject, faults };
}

const PATHS = ["namespaces", "objects", "position", "listed"];

describe("the data of the page", () => {
  it.each(PATHS)("needs the token: %s", async (path) => {
    const { site, ask } = await makeSite();
    expect((await ask(path, { namespace: UNIQUE_KEY }, "wrong")).status).toBe(401);
    const bare = await site(new Request(`http://localhost/page/${path}`));
    expect(bare.status).toBe(400);
    expect(await bare.text()).not.toContain(UNIQUE_KEY);
    const posted = await site(new Request(`http://localhost/page/${path}`, { method: "POST" }));
    expect(posted.status).toBe(405);
  });

  it("is nothing that another site's page gets from its visitor's browser: no cookie counts, and nothing is shared", async () => {
    const { site } = await makeSite();
    const api = `/client/v4/accounts/${"0".repeat(32)}/workers/durable_objects/namespaces`;
    for (const path of [...PATHS.map((each) => `/page/${each}`), api, "/", "/page/app.js"]) {
      for (const method of ["GET", "POST", "OPTIONS"]) {
        const headers = {
          origin: "https://evil.example",
          cookie: `token=${TOKEN}; authorization=Bearer ${TOKEN}`,
          "access-control-request-method": "GET",
          "access-control-request-headers": "authorization",
        };
        const response = await site(new Request(`http://localhost${path}`, { method, headers }));
        expect([...response.headers.keys()].filter((name) => /^(access-control-|set-cookie)/.test(name))).toEqual([]);
        const isPublic = method === "GET" && (path === "/" || path === "/page/app.js");
        expect(response.status).toBe(isPublic ? 200 : method === "GET" ? 400 : 405);
        if (isPublic) expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
      }
    }
  });

  it("lists all namespaces with their unique keys, but no secret keys", async () => {
    const { ask, vaultId } = await makeSite();
    const { body, headers } = await ask("namespaces");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body.namespaces).toMatchObject([
      { id: vaultId, class: "Safe", uniqueKey: null },
      { id: UNIQUE_KEY, script: "chat", class: "ChatRoom", useSqlite: null, uniqueKey: UNIQUE_KEY },
    ]);
    for (const form of ["hex", "base64", "latin1"] as const) {
      expect(JSON.stringify(body)).not.toContain(Buffer.from(key).toString(form));
    }
  });

  it("has pages that start at an ID or its first digits, and links to their neighbours", async () => {
    const { ask, ids } = await makeSite();
    const page = async (from: string) => {
      const { objects, previous, next } = (await ask("objects", { namespace: UNIQUE_KEY, from })).body;
      return { ids: objects.map(({ id }: { id: string }) => id), previous, next };
    };
    expect(await page("")).toEqual({ ids: ids.slice(0, 50), previous: null, next: ids[50] });
    expect(await page(ids[50])).toEqual({ ids: ids.slice(50, 100), previous: ids[0], next: ids[100] });
    expect(await page(ids[100])).toEqual({ ids: ids.slice(100), previous: ids[50], next: null });
    expect(await page(ids[20])).toEqual({ ids: ids.slice(20, 70), previous: ids[0], next: ids[70] });
    expect(await page("f".repeat(64))).toEqual({ ids: [], previous: ids[70], next: null });
    const at = ids.findIndex((id) => id >= "7");
    expect((await page("7")).ids[0]).toBe(ids[at]);
    expect((await ask("position", { namespace: UNIQUE_KEY, from: "7" })).body).toEqual({ before: at, total: 120 });
    expect((await ask("position", { namespace: UNIQUE_KEY })).body).toEqual({ before: 0, total: 120 });
  });

  it("says in which namespace an ID is listed, including one with a secret key", async () => {
    const { ask, ids, vaultId, vaultObject } = await makeSite();
    const listed = async (query: Record<string, string>) => (await ask("listed", query)).body.namespace;
    expect(await listed({ id: ids[7], namespace: UNIQUE_KEY })).toBe(UNIQUE_KEY);
    expect(await listed({ id: String(rooms.newUniqueId()), namespace: UNIQUE_KEY })).toBeNull();
    expect(await listed({ id: vaultObject })).toBe(vaultId);
    expect(await listed({ id: "0".repeat(64) })).toBeNull();
    expect(await listed({ id: ids[7], namespace: "nowhere" })).toBeNull();
  });

  it("is refused for invalid queries", async () => {
    const { ask, faults } = await makeSite();
    for (const query of [{ from: "xyz" }, { from: "0".repeat(65) }, { from: "A" }]) {
      expect((await ask("objects", { namespace: UNIQUE_KEY, ...query })).status).toBe(400);
    }
    for (const path of ["objects", "position"]) {
      expect((await ask(path, { namespace: "nowhere" })).status).toBe(404);
      expect((await ask(path)).status).toBe(404);
    }
    for (const id of ["", "12", "g".repeat(64)]) expect((await ask("listed", { id })).status).toBe(400);
    expect(faults).toEqual([]);
  });
});
