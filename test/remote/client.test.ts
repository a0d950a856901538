import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { retryAfter } from "../../src/remote/retry.js";
import { createListingClient, type ListingClientOptions } from "../../src/remote.js";
import { attempt, printings } from "../secrets/printings.js";
import { ACCOUNT, BASE_URL, clientOf, errorOf, randomIds, TOKEN } from "./support.js";

const [A, B] = randomIds(2);
const good = (result: unknown, info: unknown = {}) => ({
  success: true,
  errors: [],
  messages: [],
  result,
  result_info: info,
});
const bad = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

/** A client whose requests get these answers in order, and then always the last one. */
function answering(...answers: (() => Response | Promise<Response>)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return answers[Math.min(asked.length, answers.length) - 1]();
  };
  const onRetry = ({ pause }: { pause: number }) => waits.push(pause);
  return { client: clientOf(fetch, { onRetry }), asked, waits };
}

const objectsFrom = (...answers: (() => Response | Promise<Response>)[]) => answering(...answers).client.objects("n");

describe("a request", () => {
  it("asks for a page of objects, with the token, and with a cursor after the first page", async () => {
    const { client, asked } = answering(() =>
      json(good([{ id: A, hasStoredData: true }], { cursors: { after: "x/y" } })),
    );
    expect(await client.objects("a b/c")).toEqual({ objects: [{ id: A, hasStoredData: true }], next: "x/y" });
    await client.objects("n", { cursor: "x/y" });
    const path = `${BASE_URL}/accounts/${ACCOUNT}/workers/durable_objects/namespaces`;
    expect(asked.map(({ url }) => url)).toEqual([
      `${path}/a%20b%2Fc/objects?limit=10000`,
      `${path}/n/objects?limit=10000&cursor=x%2Fy`,
    ]);
    for (const { init } of asked) {
      expect(init).toMatchObject({ redirect: "manual", headers: { authorization: `Bearer ${TOKEN}` } });
    }
    expect(client.source).toBe(`${BASE_URL}/accounts/${ACCOUNT}`);
  });

  it("has an email and a key instead, if they are given", async () => {
    let headers: unknown;
    const fetch = async (_: string, init: RequestInit) => {
      headers = init.headers;
      return json(good([]));
    };
    const options = { accountId: ACCOUNT.toUpperCase(), email: "me@example.com", key: "a-key", fetch };
    const client = createListingClient(options);
    await client.objects("n");
    expect(headers).toEqual({ "x-auth-email": "me@example.com", "x-auth-key": "a-key" });
    expect(client.source).toBe(`https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}`);
  });

  it("is sent unencrypted only to this machine", () => {
    const make = (options: object) => () => clientOf(undefined, options as Partial<ListingClientOptions>);
    for (const baseUrl of [
      "http://localhost:8787/client/v4",
      "http://127.0.0.1/x/",
      "http://[::1]:1",
      "https://a.example",
    ]) {
      expect(make({ baseUrl })().source).toMatch(/[^/]\/accounts\//);
    }
    expect(make({ baseUrl: "http://api.example", allowHttp: true })().source).toMatch(/^http:/);
    for (const options of [
      { baseUrl: "http://api.example", allowHttp: false },
      { baseUrl: "http://127.0.0.1.example" },
      { baseUrl: "http://localhost.example" },
      { baseUrl: "ftp://localhost" },
      { baseUrl: "https://me:secret@api.example" },
      { baseUrl: "https://api.example?a=b" },
      { baseUrl: "api.example" },
      { accountId: "mine" },
      { token: "" },
      { token: "two words" },
      { token: undefined },
      { token: undefined, email: "me@example.com" },
    ]) {
      const error = expect.objectContaining({
        code: "ERR_DO_ARGUMENT",
        message: expect.not.stringContaining("secret"),
      });
      expect(make(options)).toThrow(error);
    }
  });
});

describe("an answer", () => {
  it("has a cursor in either place, and none on the last page", async () => {
    for (const [info, next] of [
      [{ cursors: { after: "a" }, cursor: "b" }, "a"],
      [{ cursor: "b" }, "b"],
      [{ cursor: "", cursors: { after: "" } }, ""],
      [{ cursor: null, cursors: null }, ""],
      [{}, ""],
    ] as const) {
      expect(await objectsFrom(() => json(good([], info)))).toEqual({ objects: [], next });
    }
    const withoutInfo = { success: true, errors: [], messages: [], result: [{ id: B }] };
    expect((await objectsFrom(() => json(withoutInfo))).objects).toEqual([{ id: B, hasStoredData: null }]);
  });

  it("has namespaces, until a page is empty or the last one by its number", async () => {
    const page = (...ids: string[]) =>
      ids.map((id) => ({ id, name: `s_${id}`, script: "s", class: id, use_sqlite: true }));
    const until = answering(
      () => json(good(page("a", "b"))),
      () => json(good(page("c"))),
      () => json(good([])),
    );
    expect((await until.client.namespaces()).map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(until.asked.map(({ url }) => new URL(url).searchParams.get("page"))).toEqual(["1", "2", "3"]);
    const counted = answering(() => json(good(page("a"), { page: 1, total_pages: 1 })));
    expect(await counted.client.namespaces()).toEqual([
      { id: "a", name: "s_a", script: "s", class: "a", useSqlite: true },
    ]);
    expect(counted.asked).toHaveLength(1);
    // A server that ignores the page.
    const ignoring = answering(() => json(good(page("a"))));
    expect(await errorOf(ignoring.client.namespaces())).toMatchObject({ code: "ERR_DO_LISTING_ANSWER" });
    expect(ignoring.asked).toHaveLength(2);
  });

  it("must have the documented envelope and items: otherwise the error shows the status and the first bytes", async () => {
    const items = (...list: unknown[]) => json(good(list));
    const nonsense: (() => Response)[] = [
      () => json("<!doctype html>\u001b[2J<title>Sign in</title>"),
      () => json(JSON.stringify(good([{ id: A }])).slice(0, -20)),
      () => json(""),
      () => json("null"),
      () => json([]),
      () => json(good(undefined)),
      () => json(good({ id: A })),
      () => json({ ...good([]), success: "yes" }),
      () => json({ success: false }),
      () => json({ ...good([]), success: undefined }),
      () => json(good([]), 201),
      () => json("not found", 404),
      () => items(A),
      () => items({ id: 7 }),
      () => items({ id: A.toUpperCase() }),
      () => items({ id: A.slice(1) }),
      () => items({ hasStoredData: true }),
      () => items({ id: A, hasStoredData: "yes" }),
      () => items({ id: A }, null),
      () => json(good([{ id: A }], { cursor: 7 })),
      () => json(good([{ id: A }], { cursors: { after: "\ud800" } })),
      () => json(good([{ id: A }], { cursor: "x".repeat(5000) })),
      () => json(good(Array.from({ length: 10_000 }, () => ({ id: A })))),
    ];
    for (const answer of nonsense) {
      const { status } = answer();
      const error = await errorOf(objectsFrom(answer));
      expect([error.code, error.name]).toEqual(["ERR_DO_LISTING_ANSWER", "Error"]);
      expect(error.message).toContain(`status ${status}`);
      expect(error.message).toContain((await answer().text()).slice(0, 5).replaceAll('"', '\\"'));
      expect(error.message.length).toBeLessThan(500);
      // Control characters are escaped.
      expect(error.message).not.toMatch(/\p{Cc}/u);
    }
    for (const namespace of [
      { id: ".." },
      { id: "" },
      { id: "a", script: 7 },
      { id: "a", use_sqlite: 1 },
      { name: "x" },
    ]) {
      const { client } = answering(() => items(namespace));
      expect(await errorOf(client.namespaces())).toMatchObject({ code: "ERR_DO_LISTING_ANSWER" });
    }
  });

  it("is cut off if it is endless", async () => {
    let pulled = 0;
    const body = () =>
      new ReadableStream({
        pull(controller) {
          pulled++;
          controller.enqueue(new Uint8Array(2 ** 22).fill(0x20));
        },
      });
    const error = await errorOf(objectsFrom(() => new Response(body())));
    expect(error).toMatchObject({ code: "ERR_DO_LISTING_ANSWER", message: expect.stringContaining("too long") });
    expect(pulled).toBeLessThan(20);
  });
});

describe("a refusal", () => {
  it("has the codes and messages of the API", async () => {
    for (const [status, body, ...words] of [
      [401, bad(10000, "Authentication error"), "401", "10000", "Authentication error", "token"],
      [403, bad(10000, "Authentication error"), "403", "token"],
      [400, bad(9106, "Missing X-Auth-Key"), "400", "9106", "token"],
      [400, bad(10001, "limit is out of range"), "10001", "limit is out of range"],
      [404, bad(10066, "Durable Object namespace ID 'n' not found."), "10066", "not found"],
      [200, bad(10000, "no"), "status 200", "10000"],
      [
        400,
        {
          ...bad(6003, "Invalid"),
          errors: [{ code: 6003, message: "Invalid", error_chain: [{ code: 6111, message: "format" }] }],
        },
        "6003",
        "6111",
        "format",
      ],
    ] as const) {
      const error = await errorOf(objectsFrom(() => json(body, status)));
      expect(error).toMatchObject({ code: "ERR_DO_LISTING_REFUSED" });
      for (const word of words) expect(error.message).toContain(word);
    }
  });

  it("has a separate code for a cursor, unless the credentials are wrong", async () => {
    const ask = (status: number, code: number) =>
      answering(() => json(bad(code, "no"), status)).client.objects("n", { cursor: "c" });
    expect(await errorOf(ask(400, 10077))).toMatchObject({ code: "ERR_DO_LISTING_CURSOR" });
    expect(await errorOf(ask(400, 9106))).toMatchObject({ code: "ERR_DO_LISTING_REFUSED" });
    expect(await errorOf(ask(401, 10000))).toMatchObject({ code: "ERR_DO_LISTING_REFUSED" });
  });

  it("also comes from a redirect, which is not followed", async () => {
    for (const location of ["https://elsewhere.example/x?y=1", "/login", undefined]) {
      const { client, asked } = answering(() => json("", 302, location === undefined ? {} : { location }));
      const error = await errorOf(client.objects("n"));
      expect(error).toMatchObject({ code: "ERR_DO_LISTING_REFUSED", message: expect.stringContaining("302") });
      if (location?.startsWith("https")) expect(error.message).toContain("https://elsewhere.example");
      expect(asked).toHaveLength(1);
    }
  });
});

describe("a request is repeated", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const page = () => json(good([{ id: A }]));
  const dropped = () =>
    Promise.reject(
      Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(), { code: "ECONNRESET" }) }),
    );
  const cutOff = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"success":true,'));
          controller.error(new TypeError("terminated"));
        },
      }),
    );

  it("after temporary statuses and dropped connections, also in the middle of an answer", async () => {
    for (const status of [408, 429, 500, 502, 503]) {
      const { client, asked } = answering(() => json("busy", status), page);
      const [result] = await Promise.all([client.objects("n"), vi.runAllTimersAsync()]);
      expect([result.objects.length, asked.length]).toEqual([1, 2]);
    }
    const { client, asked } = answering(dropped, cutOff, page);
    await Promise.all([client.objects("n"), vi.runAllTimersAsync()]);
    expect(asked).toHaveLength(3);
  });

  it("after the server's pause, in seconds or as a date", async () => {
    const date = () => new Date(Date.now() + 90_000).toUTCString();
    const { client, waits } = answering(
      () => json(bad(10429, "slow down"), 429, { "retry-after": "7" }),
      () => json("", 503, { "retry-after": date() }),
      page,
    );
    const start = Date.now();
    await Promise.all([client.objects("n"), vi.runAllTimersAsync()]);
    expect(waits[0]).toBe(7000);
    expect(waits[1]).toBeGreaterThan(88_000);
    expect(Date.now() - start).toBeGreaterThanOrEqual(95_000);
    const read = (value: string) => retryAfter(new Headers({ "retry-after": value }));
    expect([read("0"), read("120"), read("soon"), retryAfter(new Headers())]).toEqual([
      0,
      120_000,
      undefined,
      undefined,
    ]);
  });

  it("a limited number of times, with growing pauses; the error has the last reason", async () => {
    for (const [fault, word] of [
      [() => json(bad(10013, "An unknown error"), 500), "10013"],
      [() => json("busy", 503), "busy"],
      [dropped, "ECONNRESET"],
    ] as const) {
      const { client, asked, waits } = answering(fault);
      const [error] = await Promise.all([errorOf(client.objects("n")), vi.runAllTimersAsync()]);
      expect(error).toMatchObject({ code: "ERR_DO_LISTING_UNREACHABLE", message: expect.stringContaining(word) });
      expect(asked).toHaveLength(10);
      expect(waits[5]).toBeGreaterThan(4 * waits[1]);
    }
    // Cloudflare blocks for five minutes.
    const blocked = answering(() => json("", 429));
    await Promise.all([errorOf(blocked.client.objects("n")), vi.runAllTimersAsync()]);
    expect(blocked.waits.reduce((a, b) => a + b)).toBeGreaterThan(300_000);
    const absurd = answering(() => json("", 429, { "retry-after": "86400" }));
    expect(await errorOf(absurd.client.objects("n"))).toMatchObject({ code: "ERR_DO_LISTING_UNREACHABLE" });
    expect(absurd.asked).toHaveLength(1);
  });

  it("not for a host that doesn't exist, or a certificate that is not accepted", async () => {
    for (const code of [
      "ENOTFOUND",
      "CERT_HAS_EXPIRED",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ]) {
      const cause = Object.assign(new Error(), { code });
      const { client, asked } = answering(() =>
        Promise.reject(Object.assign(new TypeError("fetch failed"), { cause })),
      );
      const error = await errorOf(client.objects("n"));
      expect(error).toMatchObject({ code: "ERR_DO_LISTING_UNREACHABLE", message: expect.stringContaining(code) });
      expect(asked).toHaveLength(1);
    }
  });

  it("after an answer that doesn't arrive in time", async () => {
    const never = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    const [error] = await Promise.all([errorOf(clientOf(never).objects("n")), vi.runAllTimersAsync()]);
    expect(error).toMatchObject({ code: "ERR_DO_LISTING_UNREACHABLE", message: expect.stringContaining("60 s") });
  });

  it("not after the signal is aborted: pauses and requests end at once, with its reason", async () => {
    const controller = new AbortController();
    const { client } = answering(() => json("", 429, { "retry-after": "300" }));
    const asking = client.objects("n", { signal: controller.signal });
    const refused = expect(asking).rejects.toBe("enough");
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort("enough");
    await refused;
    expect(vi.getTimerCount()).toBe(0);
    await expect(client.namespaces({ signal: controller.signal })).rejects.toBe("enough");
    const waiting = new AbortController();
    const never = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    const ended = expect(clientOf(never).objects("n", { signal: waiting.signal })).rejects.toBe("enough");
    waiting.abort("enough");
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the token", () => {
  const token = 'tricky"token\\with$&quotes';
  const echoes: Record<string, () => Response> = {
    "HTML that repeats the request": () => json(`<pre>authorization: Bearer ${token} ${token.repeat(500)}</pre>`),
    "an error's message": () => json(bad(10000, `bad token ${token}`), 401),
    "JSON that isn't an envelope": () => json({ headers: { authorization: `Bearer ${token}` } }),
    "a cursor's error": () => json(bad(10077, token), 400),
    "an item": () => json(good([{ id: token }])),
    "a redirect": () => json(token, 302, { location: `https://elsewhere.example/?token=${encodeURIComponent(token)}` }),
    "a status that passes": () => json(token, 503, { "retry-after": "99999" }),
  };

  it.each(Object.keys(echoes))("is in no error: %s", async (name) => {
    const client = clientOf(async () => echoes[name](), { token });
    const error = await errorOf(client.objects("n", { cursor: "c" }));
    for (const text of [...printings(error), ...printings(client), attempt(() => client)]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain("tricky");
    }
  });
});
