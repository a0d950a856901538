import { describe, expect, it, test } from "vitest";
import { createListingApi } from "../../src/rest.js";
import {
  ACCOUNT,
  AUTHORIZED,
  BASE,
  EMAIL,
  get,
  KEY,
  makeApi,
  makeDirectory,
  NAMESPACES,
  OBJECTS,
  OTHER_ACCOUNT,
  ROOMS,
  TOKEN,
} from "./support.js";

const { directory, ids } = await makeDirectory(2500);
const api = makeApi(directory);

/** The status and the first error of an answer that is a failure in every respect. */
async function failureOf(url: string, headers?: Record<string, string>) {
  const { response, status, body } = await get(api, url, headers);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(Object.keys(body)).toEqual(["success", "errors", "messages", "result"]);
  expect([body.success, body.messages, body.result]).toEqual([false, [], null]);
  expect(body.errors).toHaveLength(1);
  return { status, ...body.errors[0] };
}

describe("namespaces", () => {
  it("are listed in the published envelope", async () => {
    const { response, status, body } = await get(api, NAMESPACES);
    expect([status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(body).toEqual({
      success: true,
      errors: [],
      messages: [],
      result: [
        { id: ROOMS, class: "ChatRoom", name: "my-worker_ChatRoom", script: "my-worker", use_sqlite: null },
        { id: "other-Class0", class: "Class0", name: "other_Class0", script: "other", use_sqlite: true },
        { id: "other-Class1", class: "Class1", name: "other_Class1", script: "other", use_sqlite: false },
      ],
      result_info: { count: 3, page: 1, per_page: 10_000, total_count: 3, total_pages: 1 },
    });
  });

  it("are listed by page, with an empty page after the last one", async () => {
    const pages = await Promise.all(
      [1, 2, 3, 1_000_000_000].map((page) => get(api, `${NAMESPACES}?page=${page}&per_page=2`)),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(pages.map(({ body }) => body.result?.map(({ id }) => id))).toEqual([
      [ROOMS, "other-Class0"],
      ["other-Class1"],
      [],
      [],
    ]);
    expect(pages[1].body.result_info).toEqual({ count: 1, page: 2, per_page: 2, total_count: 3, total_pages: 2 });
  });
});

describe("objects", () => {
  it("are listed with both cursors, and none on the last page", async () => {
    const seen: unknown[] = [];
    const sizes: number[] = [];
    for (let url = OBJECTS; url !== ""; ) {
      const { body } = await get(api, url);
      const after = body.result_info?.cursors?.after ?? "";
      expect(body.result_info).toEqual({ count: body.result?.length, cursor: after, cursors: { after } });
      seen.push(...(body.result ?? []));
      sizes.push(body.result?.length ?? 0);
      url = after && `${OBJECTS}?cursor=${after}`;
    }
    expect(sizes).toEqual([1000, 1000, 500]);
    expect(seen.map((each) => (each as { id: string }).id)).toEqual(ids);
    expect(Object.keys(seen[0] as object)).toEqual(["id", "hasStoredData"]);
  });

  it("have no cursor after a last page that is full", async () => {
    const { body } = await get(api, `${OBJECTS}?limit=2500`);
    expect(body.result_info).toEqual({ count: 2500, cursor: "", cursors: { after: "" } });
  });

  it("of an empty namespace are an empty list", async () => {
    const { status, body } = await get(api, `${NAMESPACES}/other-Class0/objects`);
    expect([status, body.result]).toEqual([200, []]);
  });

  test.each(["10", "10.0", "10.", "0010", "10.000"])("limit=%s means ten", async (limit) => {
    expect((await get(api, `${OBJECTS}?limit=${limit}`)).body.result).toHaveLength(10);
  });
});

describe("authentication", () => {
  const accepted: Record<string, string>[] = [
    { authorization: `Bearer ${TOKEN}` },
    { authorization: `bearer   ${TOKEN}` },
    { "x-auth-email": EMAIL, "x-auth-key": KEY },
    { ...AUTHORIZED, "x-auth-email": "no", "x-auth-key": "no" },
  ];
  test.each(accepted)("works with %j", async (headers) => {
    expect((await get(api, NAMESPACES, headers)).status).toBe(200);
  });

  const missing = { status: 400, code: 9106, message: "Missing X-Auth-Key, X-Auth-Email or Authorization headers" };
  const refused: [Record<string, string>, object][] = [
    [{}, missing],
    [{ "x-auth-email": EMAIL }, missing],
    [{ "x-auth-key": KEY }, missing],
    ...["", "Bearer", "Bearer ", TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN} x`, `Bearer${TOKEN}`].map(
      (authorization): [Record<string, string>, object] => [
        { authorization },
        {
          status: 400,
          code: 6003,
          message: "Invalid request headers",
          error_chain: [{ code: 6111, message: "Invalid format for Authorization header" }],
        },
      ],
    ),
    ...[
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: `Bearer ${TOKEN.slice(1)}` },
      { authorization: `Bearer ${KEY}` },
      { "x-auth-email": EMAIL, "x-auth-key": TOKEN },
      { "x-auth-email": "other@example.com", "x-auth-key": KEY },
    ].map((headers): [Record<string, string>, object] => [
      headers as Record<string, string>,
      { status: 401, code: 10000, message: "Authentication error" },
    ]),
  ];
  test.each(refused)("fails with %j", async (headers, failure) => {
    for (const url of [NAMESPACES, OBJECTS]) expect(await failureOf(url, headers)).toEqual(failure);
  });

  it("can be a function of the credentials and the account", async () => {
    const asked: unknown[] = [];
    const own = createListingApi({
      directory,
      auth: async (credentials, accountId) => asked.push([credentials, accountId]) > 1,
    });
    expect((await get(own, NAMESPACES)).status).toBe(401);
    expect((await get(own, NAMESPACES, { "x-auth-email": "a", "x-auth-key": "b" })).status).toBe(200);
    expect(asked).toEqual([
      [{ token: TOKEN }, ACCOUNT],
      [{ email: "a", key: "b" }, ACCOUNT],
    ]);
  });
});

describe("errors", () => {
  const under = (account: string) => `${BASE}/accounts/${account}/workers/durable_objects/namespaces`;

  it("another account: 403; every account is accepted without accountId", async () => {
    expect(await failureOf(under(OTHER_ACCOUNT))).toEqual({
      status: 403,
      code: 10000,
      message: "Authentication error",
    });
    expect((await get(makeApi(directory, { accountId: undefined }), under(OTHER_ACCOUNT))).status).toBe(200);
    expect((await get(api, under(ACCOUNT.toUpperCase()))).status).toBe(200);
  });

  test.each(["mine", ACCOUNT.slice(1), `${ACCOUNT}0`, `g${ACCOUNT.slice(1)}`, "%00", "%zz"])(
    "a malformed account, %s: 404, with or without credentials",
    async (account) => {
      for (const headers of [AUTHORIZED, {} as Record<string, string>]) {
        const { status, code, message } = await failureOf(under(account), headers);
        expect([status, code]).toEqual([404, 7003]);
        expect(message).toMatch(
          /^Could not route to \/client\/v4\/accounts\/.*, perhaps your object identifier is invalid\?$/,
        );
      }
    },
  );

  test.each([
    "nope",
    "x".repeat(5000),
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..",
    "%00",
    "%ff",
    "other-Class0%00",
    "*",
    "__proto__",
  ])("an unknown namespace, %s: 404", async (namespace) => {
    const { status, code, message } = await failureOf(`${NAMESPACES}/${namespace}/objects`);
    expect([status, code]).toEqual([404, 10066]);
    expect(message).toMatch(/^Durable Object namespace ID '.*' not found\.$/);
  });

  const bad = [
    "",
    "9",
    "10001",
    "-10",
    "1e3",
    "0x10",
    "10.5",
    "NaN",
    "Infinity",
    "ten",
    "10 ",
    "+10",
    "99999999999999999999",
    "10,20",
    "1".repeat(500),
  ];
  test.each(bad)("limit=%s: 400", async (limit) => {
    const { status, code, message } = await failureOf(`${OBJECTS}?limit=${encodeURIComponent(limit)}`);
    expect([status, code]).toEqual([400, 10077]);
    const shown = limit.length > 100 ? `${limit.slice(0, 100)}…` : limit;
    expect(message).toContain(`Invalid limit "${shown}"`);
    expect(message).toContain("10 to 10000");
  });

  test.each([
    ["page", "0", "1 to 1000000000"],
    ["page", "1.5", "1 to 1000000000"],
    ["page", "1000000001", "1 to 1000000000"],
    ["page", "", "1 to 1000000000"],
    ["per_page", "0", "1 to 10000"],
    ["per_page", "10001", "1 to 10000"],
  ])("%s=%s: 400", async (name, value, bounds) => {
    const { status, code, message } = await failureOf(`${NAMESPACES}?${name}=${value}`);
    expect([status, code]).toEqual([400, 10077]);
    expect(message).toContain(`Invalid ${name} "${value}"`);
    expect(message).toContain(bounds);
  });

  it("a parameter given twice: 400", async () => {
    const { message } = await failureOf(`${OBJECTS}?limit=10&limit=20`);
    expect(message).toContain('Invalid limit "10", "20"');
    expect(await failureOf(`${OBJECTS}?cursor=a&cursor=b`)).toMatchObject({ status: 400, code: 10077 });
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])("%s: 405 with Allow", async (method) => {
    for (const url of [NAMESPACES, OBJECTS, `${BASE}/openapi.json`]) {
      const response = await api(new Request(url, { method, headers: AUTHORIZED }));
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
      expect(await response.json()).toMatchObject({ success: false, errors: [{ code: 10405 }], result: null });
    }
  });

  it("HEAD is GET without the body", async () => {
    const response = await api(new Request(NAMESPACES, { method: "HEAD", headers: AUTHORIZED }));
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  test.each([
    "/",
    "/client/v4",
    "/client/v4/",
    "/nope",
    "//client/v4/openapi.json",
    "/client/v4//accounts",
    "/%",
    "/client/v5/openapi.json",
  ])("%s: 404", async (path) => {
    expect(await failureOf(`http://localhost${path}`)).toMatchObject({ status: 404, code: 7003 });
  });
  it("a path with a slash too many or at its end: 404", async () => {
    for (const url of [
      `${NAMESPACES}/`,
      NAMESPACES.replace("/workers", "//workers"),
      `${OBJECTS}/x`,
      `${NAMESPACES}/${ROOMS}`,
    ]) {
      expect(await failureOf(url)).toMatchObject({ status: 404, code: 7003 });
    }
  });

  it("an internal error is a 500 without its reason, which onError gets", async () => {
    const told: unknown[] = [];
    const fault = new Error("disk on fire at /secret/path");
    const broken = { ...directory, namespaces: () => Promise.reject(fault), objects: () => Promise.reject(fault) };
    const failing = makeApi(
      { ...broken, namespace: async () => undefined, secret: async () => new Uint8Array(32) },
      { onError: (error) => told.push(error) },
    );
    for (const url of [NAMESPACES, OBJECTS]) {
      const { status, body } = await get(failing, url);
      expect([status, body]).toEqual([
        500,
        {
          success: false,
          errors: [{ code: 10013, message: "An unknown error has occurred." }],
          messages: [],
          result: null,
        },
      ]);
    }
    expect(told).toEqual([fault, fault]);
  });
});

describe("invalid options", () => {
  const auth = { tokens: [TOKEN] };
  const bare = { namespaces: directory.namespaces, namespace: directory.namespace, objects: directory.objects };
  test.each<[string, () => unknown, RegExp]>([
    ["no directory", () => createListingApi({ directory: {} as never, auth }), /`directory` must be a directory/],
    ["no credentials", () => createListingApi({ directory, auth: {} }), /`auth` must .* at least one/],
    ["no options", () => createListingApi(undefined as never), /parameter 1 is not of type 'ListingApiOptions'/],
    ["no auth", () => createListingApi({ directory } as never), /`auth` must .* at least one/],
    [
      "a token that is in no list",
      () => createListingApi({ directory, auth: { tokens: TOKEN as never } }),
      /`auth` must/,
    ],
    ["an empty token", () => createListingApi({ directory, auth: { tokens: [""] } }), /`auth` must .*ASCII/],
    ["a token with a space", () => createListingApi({ directory, auth: { tokens: ["a b"] } }), /`auth` must .*ASCII/],
    ["an account that is none", () => createListingApi({ directory, auth, accountId: "mine" }), /32 hex digits/],
    ["a short secret", () => createListingApi({ directory, auth, cursorSecret: new Uint8Array(15) }), /16 bytes/],
    ["no secret at all", () => createListingApi({ directory: bare, auth: () => true }), /pass `cursorSecret`/],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT", message: expect.stringMatching(message) }));
  });
});
