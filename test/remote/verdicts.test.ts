import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CheckError,
  checkFiles,
  createPlan,
  FileClaims,
  type PlanOptions,
  RemoteError,
  type RemoteOptions,
  remoteVerdicts,
  Stopped,
  type Summary,
} from "../../src/check/index.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { type BoundNamespaces, createVerdictHandler } from "../../src/remote.js";
import { SeededRandom } from "../../support/random.js";
import { TOKEN } from "./verdicts.worker.js";

const URL_ = "https://verdicts.example.com/ask?private";
const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });
const BOUND: BoundNamespaces = { rooms, carts: { namespace: carts, jurisdiction: "eu" } };
const KEYED = [
  { label: "rooms", namespace: rooms },
  { label: "carts", namespace: carts.jurisdiction("eu") },
];
const LOBBY = String(rooms.idFromName("lobby"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "durable-id-remote-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Answers a request, or passes it on to the handler. */
type Intercept = (body: string, pass: () => Promise<Response>, count: number) => Response | Promise<Response>;

/** A Worker without a network between, and a clock on which waiting takes no time. */
class Fake {
  readonly bodies: string[] = [];
  readonly pauses: number[] = [];
  underWay = 0;
  most = 0;
  bound = BOUND;
  #now = 0;
  readonly #intercept: Intercept;

  constructor(intercept: Intercept = (_, pass) => pass()) {
    this.#intercept = intercept;
  }

  readonly fetch: typeof globalThis.fetch = async (url, init) => {
    const body = Buffer.from(init?.body as Uint8Array).toString();
    this.bodies.push(body);
    this.most = Math.max(this.most, ++this.underWay);
    expect(init?.redirect).toBe("manual");
    const handle = createVerdictHandler({ namespaces: () => this.bound, token: TOKEN });
    try {
      const pass = () => handle(new Request(url, { ...init, signal: null }), undefined);
      const answering = this.#intercept(body, pass, this.bodies.length);
      return await Promise.race([answering, aborted(init?.signal)]);
    } finally {
      this.underWay--;
    }
  };

  options(options: Partial<RemoteOptions> = {}): RemoteOptions {
    const clock = {
      now: () => this.#now,
      random: () => 0,
      sleep: async (milliseconds: number, signal: AbortSignal) => {
        this.pauses.push(milliseconds);
        this.#now += milliseconds;
        signal.throwIfAborted();
      },
    };
    return { url: URL_, token: TOKEN, fetch: this.fetch, clock, ...options };
  }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason));
  });
}

interface Checked {
  readonly summary: Summary | undefined;
  readonly fault: unknown;
  readonly annotated: string;
}

/** Checks a text, by a fake or with the keys. */
async function check(text: string, fake: Fake | undefined, options: Partial<PlanOptions & RemoteOptions> = {}) {
  const input = join(folder, "in.txt");
  const annotate = join(folder, "out.tsv");
  rmSync(annotate, { force: true });
  writeFileSync(input, text);
  const source = fake ? { verdicts: await remoteVerdicts(fake.options(options)) } : { namespaces: KEYED, jobs: 1 };
  const plan = await createPlan({ files: [input], stop: options.stop, ...source });
  let summary: Summary | undefined;
  let fault: unknown;
  try {
    await checkFiles(plan, { annotate, samples: 0 }, new FileClaims(), {
      onSummary: async (whole) => {
        summary = whole;
      },
    });
  } catch (error) {
    fault = error;
  }
  return { summary, fault, annotated: fault === undefined ? readFileSync(annotate, "utf8") : "" } satisfies Checked;
}

const random = new SeededRandom("remote verdicts");
function mixed(count: number): string {
  const makers = [rooms, rooms.jurisdiction("us"), carts, carts.jurisdiction("eu")];
  return Array.from({ length: count }, () => {
    const id = String(makers[random.below(makers.length)].newUniqueId());
    return `${[id, id, id.toUpperCase(), id.slice(2), `0${id.slice(1)}`, "", "nonsense"][random.below(7)]}\n`;
  }).join("");
}

/** The error of a source that can't be made. */
async function refusal(fake: Fake, options: Partial<RemoteOptions> = {}): Promise<string> {
  const error: unknown = await remoteVerdicts(fake.options(options)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CheckError);
  const { message } = error as CheckError;
  expect(message).not.toContain(TOKEN);
  expect(message).not.toContain("private");
  expect(message).not.toContain("\n");
  return message;
}

describe("verdicts of a Worker", () => {
  it("equal those of the keys, in order, even if answers arrive out of order", async () => {
    const text = mixed(3000);
    const late = new Fake(async (_, pass) => {
      for (let turns = random.below(20); turns > 0; turns--) await Promise.resolve();
      return pass();
    });
    const [local, remote] = [await check(text, undefined), await check(text, late)];
    expect(remote.annotated).toBe(local.annotated);
    expect([remote.summary?.engine, late.most]).toEqual(["remote", 6]);
    expect(remote.summary).toMatchObject({ valid: local.summary?.valid, namespaces: local.summary?.namespaces });
    expect(remote.summary?.jurisdictions).toEqual(local.summary?.jurisdictions);
  });

  it("use requests of 100 IDs for two namespaces, without malformed records", async () => {
    const fake = new Fake();
    await check(`${LOBBY}\nnonsense\n`.repeat(250), fake);
    expect(fake.bodies.map((body) => body.length / 65)).toEqual([0, 100, 100, 50]);
    for (const body of fake.bodies) expect(body).toMatch(/^(?:[0-9a-f]{64}\n)*$/i);
  });

  it("use the requested size and number of concurrent requests", async () => {
    const fake = new Fake();
    await check(`${LOBBY}\n`.repeat(30), fake, { batch: 7, requests: 1 });
    expect(fake.bodies.map((body) => body.length / 65)).toEqual([0, 7, 7, 7, 7, 2]);
    expect(fake.most).toBe(1);
  });

  it("use no more IDs per request than the handler allows", async () => {
    const handle = createVerdictHandler({ namespaces: () => BOUND, token: TOKEN, maxIds: 5 });
    const fake = new Fake((body) =>
      handle(new Request(URL_, { method: "POST", headers: { authorization: `Bearer ${TOKEN}` }, body }), undefined),
    );
    expect((await check(`${LOBBY}\n`.repeat(12), fake)).summary?.valid).toBe(12);
  });
});

describe("a Worker that exceeds its CPU time", () => {
  const outOfTime = () => new Response("error code: 1102", { status: 503 });

  it("gets smaller requests, and later larger ones again", async () => {
    let isSlow = true;
    const sizes: number[] = [];
    const fake = new Fake((body, pass, count) => {
      const size = body.length / 65;
      if (count > 60) isSlow = false;
      if (isSlow && size > 30) return outOfTime();
      sizes.push(size);
      return pass();
    });
    const text = `${LOBBY}\n`.repeat(5000);
    expect((await check(text, fake, { requests: 1 })).annotated).toBe((await check(text, undefined)).annotated);
    expect(fake.pauses).toEqual([]);
    expect(Math.max(...sizes.slice(0, 20))).toBe(25);
    expect(Math.max(...sizes.slice(-30))).toBeGreaterThan(30);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  });

  it("ends the run if a single ID is too much", async () => {
    const { fault } = await check(`${LOBBY}\n`, new Fake((body, pass) => (body === "" ? pass() : outOfTime())));
    expect(fault).toBeInstanceOf(RemoteError);
  });
});

describe("a temporary failure is retried", () => {
  it("after dropped connections, broken answers and server errors, with growing pauses", async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error("reset")) });
    const failures: (() => Response)[] = [
      () => {
        throw new TypeError("fetch failed", { cause: new Error("other side closed") });
      },
      () => new Response("<h1>Bad gateway</h1>", { status: 502 }),
      () => new Response(broken, { status: 200 }),
      () => new Response(null, { status: 500 }),
    ];
    const fake = new Fake((body, pass) => (body === "" ? pass() : (failures.shift()?.() ?? pass())));
    expect((await check(`${LOBBY}\n`, fake)).summary?.valid).toBe(1);
    expect(fake.pauses).toEqual([250, 500, 1000, 2000]);
  });

  it("after the server's pause, in seconds or as a date", async () => {
    const answers = ["7", new Date(Date.now() + 60_000).toUTCString()].map(
      (after) => new Response("slow down", { status: 429, headers: { "retry-after": after } }),
    );
    const fake = new Fake((_, pass) => answers.shift() ?? pass());
    expect((await check(`${LOBBY}\n`, fake)).summary?.valid).toBe(1);
    expect(fake.pauses[0]).toBe(7000);
    expect(fake.pauses[1]).toBeGreaterThan(50_000);
    expect(fake.pauses).toHaveLength(2);
  });

  it("but not forever", async () => {
    const down = new Fake(() => new Response("down", { status: 503 }));
    expect(await refusal(down)).toMatch(/verdicts\.example\.com\/ask .*503.* 10 attempts/);
    expect(down.bodies).toHaveLength(10);
    const unknown = new Fake(() => {
      const cause = Object.assign(new Error("getaddrinfo ENOTFOUND verdicts.example.com"), { code: "ENOTFOUND" });
      throw Object.assign(new TypeError("fetch failed"), { cause });
    });
    expect(await refusal(unknown)).toContain("ENOTFOUND");
    expect(unknown.bodies).toHaveLength(1);
    const tomorrow = new Fake(() => new Response(null, { status: 429, headers: { "retry-after": "86400" } }));
    expect(await refusal(tomorrow)).toContain("429");
    expect(tomorrow.bodies).toHaveLength(1);
    const { fault, summary } = await check(
      mixed(3000),
      new Fake((_, pass, count) => (count < 10 ? pass() : new Response(null, { status: 500 }))),
    );
    expect(fault).toBeInstanceOf(RemoteError);
    expect([summary?.complete, summary?.stopReason]).toEqual([false, "input"]);
  });

  it("until the run is stopped, which ends a pause and a request at once", async () => {
    const stop = new AbortController();
    const fake = new Fake((body, pass, count) => {
      if (body === "") return pass();
      if (count > 5) stop.abort("SIGINT");
      return new Promise(() => undefined);
    });
    const { fault, summary } = await check(mixed(3000), fake, { stop: stop.signal });
    expect(fault).toBeInstanceOf(Stopped);
    expect(summary?.complete).toBe(false);
    await expect(remoteVerdicts(new Fake().options({ stop: stop.signal }))).rejects.toThrow(Stopped);
  });
});

describe("an address without a verdict handler ends the run after one request", () => {
  const answer = { protocol: "durable-id/verdicts", version: 1, namespaces: ["a"], maxIds: 9, count: 0 };
  const good = { ...answer, outcomes: [], results: [] };
  const json = (value: unknown) => new Response(JSON.stringify(value));
  it.each<[string, () => Response, RegExp]>([
    ["a page", () => new Response("<html>\u001b[2J hello"), /status 200, "<html>\\u\{1b\}\[2J hello"/],
    ["nothing", () => new Response(""), /status 200, no text/],
    ["half an answer", () => new Response(JSON.stringify(good).slice(0, -5)), /verdict handler/],
    ["an answer of another version", () => json({ ...good, version: 2 }), /version is 2, expected 1/],
    ["the token as its version", () => json({ ...good, version: TOKEN }), /version is not a number, expected 1/],
    [
      "a version that is nested deeper than the stack",
      () => new Response(`{"protocol":"${good.protocol}","version":${"[".repeat(50_000)}${"]".repeat(50_000)}}`),
      /version is not a number, expected 1/,
    ],
    ["too few verdicts", () => json({ ...good, count: 1 }), /0 verdicts/],
    ["too many verdicts", () => json({ ...good, results: [0] }), /0 verdicts/],
    ["no namespaces", () => json({ ...good, namespaces: [] }), /namespaces/],
    ["verdicts that are none", () => json({ ...good, outcomes: [{ verdict: "toString" }] }), /invalid verdicts/],
    [
      "a namespace that is none",
      () => json({ ...good, outcomes: [{ verdict: "valid", namespace: 1 }] }),
      /invalid verdicts/,
    ],
    ["401", () => new Response(null, { status: 401 }), /401.*the token in "f"/],
    ["403", () => new Response(`no ${TOKEN}`, { status: 403 }), /403.*the token in "f"/],
    ["404", () => new Response(`not here: Bearer ${TOKEN}`, { status: 404 }), /404, "not here: Bearer …"/],
    ["418", () => new Response(null, { status: 418 }), /418/],
    [
      "500 of the handler",
      () => new Response(JSON.stringify({ ...answer, error: "no secret" }), { status: 500 }),
      /no secret/,
    ],
    [
      "a redirect",
      () => new Response(null, { status: 307, headers: { location: "https://elsewhere.example/secret?x" } }),
      /redirects to https:\/\/elsewhere\.example:/,
    ],
    [
      "a redirect with the token",
      () => new Response(null, { status: 302, headers: { location: `https://${TOKEN}.example/` } }),
      /redirects to https:\/\/….example/,
    ],
    ["a redirect to nowhere", () => new Response(null, { status: 302 }), /redirects to/],
  ])("%s", async (_, respond, message) => {
    const fake = new Fake(respond);
    const told = await refusal(fake, { tokenName: 'the token in "f"' });
    expect(told).toMatch(message);
    expect(told).not.toContain(TOKEN);
    expect(fake.bodies).toHaveLength(1);
  });

  it("verdicts that change their meaning during a run", async () => {
    const moved = new Fake((_, pass, count) => {
      if (count > 3) moved.bound = { carts, rooms };
      return pass();
    });
    const { fault } = await check(mixed(2000), moved);
    expect(fault).toEqual(
      expect.objectContaining({ message: expect.stringContaining("from rooms, carts to carts, rooms") }),
    );
    const odd = async (outcome: object) =>
      check(
        `${LOBBY}\n`,
        new Fake((body, pass) =>
          body === ""
            ? pass()
            : json({ ...good, namespaces: ["rooms", "carts"], count: 1, outcomes: [outcome], results: [0] }),
        ),
      );
    expect((await odd({ verdict: "malformed" })).fault).toBeInstanceOf(RemoteError);
    const unknown = await odd({ verdict: "valid", namespace: 0, jurisdiction: "moon" });
    expect(unknown.fault).toEqual(expect.objectContaining({ message: expect.stringContaining('"moon"') }));
  });
});

describe("remoteVerdicts", () => {
  it.each(["nonsense", "ftp://example.com", "http://example.com", "https://me:private@example.com"])(
    "refuses the URL %s",
    async (url) => {
      const fake = new Fake();
      await refusal(fake, { url });
      expect(fake.bodies).toEqual([]);
    },
  );

  it.each([
    ["http://localhost:1/", {}],
    ["http://127.0.0.1/", {}],
    ["http://[::1]/", {}],
    ["http://example.com/", { allowHttp: true }],
  ])("accepts %s", async (url, options) => {
    const source = await remoteVerdicts(new Fake().options({ url, ...options }));
    expect(source.namespaces.map(({ label }) => label)).toEqual(["rooms", "carts"]);
  });

  it("refuses tokens and numbers out of range", async () => {
    for (const wrong of [{ token: "" }, { token: "a b" }, { requests: 0 }, { requests: 65 }, { batch: 0.5 }]) {
      await expect(remoteVerdicts(new Fake().options(wrong))).rejects.toThrow(
        expect.objectContaining({ code: "ERR_DO_ARGUMENT" }),
      );
    }
  });

  it("identifies itself by the address and the namespaces, without the token", async () => {
    const source = await remoteVerdicts(new Fake().options());
    expect(source.identity()).toEqual(["remote", "https://verdicts.example.com/ask", ["rooms", "carts"]]);
    expect(JSON.stringify(source) + String(source)).not.toContain(TOKEN);
  });

  it("hints at a missing namespace, and repairs nothing", async () => {
    const foreign = `${"0".repeat(64)}\n`.repeat(20);
    const { summary } = await check(foreign, new Fake());
    expect(summary?.hints).toEqual([{ kind: "all-foreign", message: expect.stringContaining("(rooms, carts)") }]);
    const verdicts = await remoteVerdicts(new Fake().options());
    const planned = await createPlan({ files: [join(folder, "in.txt")], verdicts });
    const outputs = { repairs: { path: join(folder, "repairs.csv") } };
    await expect(checkFiles(planned, outputs, new FileClaims())).rejects.toThrow("--repairs");
    await expect(createPlan({ files: ["x"], verdicts, namespaces: KEYED })).rejects.toThrow("exactly one");
  });
});
