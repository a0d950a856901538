import { describe, expect, it } from "vitest";
import { createValidator, DurableObjectNamespace } from "../../src/index.js";
import { createVerdictHandler, type VerdictAnswer, type VerdictRefusal } from "../../src/remote.js";
import { SeededRandom } from "../../support/random.js";
import { TOKEN } from "./verdicts.worker.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });
const LOBBY = String(rooms.idFromName("lobby"));
const URL_ = "https://example.com/verdicts";

const handler = createVerdictHandler({ namespaces: () => ({ ROOMS: rooms, CARTS: carts }), token: TOKEN });

function request(body: BodyInit | null, init: RequestInit = {}): Request {
  return new Request(URL_, { method: "POST", headers: { authorization: `Bearer ${TOKEN}` }, body, ...init });
}

async function answerOf(body: string, handle = handler): Promise<VerdictAnswer> {
  const response = await handle(request(body), undefined);
  expect(response.status).toBe(200);
  return (await response.json()) as VerdictAnswer;
}

async function refusalOf(
  asked: Request,
  handle: (request: Request, env: undefined) => Promise<Response> = handler,
): Promise<[status: number, error: string]> {
  const response = await handle(asked, undefined);
  const refusal = (await response.json()) as VerdictRefusal;
  expect(refusal.protocol).toBe("durable-id/verdicts");
  expect(JSON.stringify([...response.headers, refusal])).not.toContain(TOKEN);
  return [response.status, refusal.error];
}

describe("an answer", () => {
  it("names the namespaces, and has an outcome for each line", async () => {
    const eu = String(carts.jurisdiction("eu").newUniqueId());
    const { namespaces, count, outcomes, results, version } = await answerOf(`${LOBBY}\r\n${eu}\n\n${"0".repeat(64)}`);
    expect([namespaces, count, version]).toEqual([["ROOMS", "CARTS"], 4, 1]);
    expect(results.map((index) => outcomes[index])).toEqual([
      { verdict: "valid", namespace: 0 },
      { verdict: "valid", namespace: 1, jurisdiction: "eu" },
      { verdict: "malformed" },
      { verdict: "foreign" },
    ]);
  });

  it("to an empty body names the namespaces", async () => {
    const { namespaces, count, results } = await answerOf("");
    expect([namespaces, count, results]).toEqual([["ROOMS", "CARTS"], 0, []]);
  });

  it("equals the validator's result, with any restrictions, and in any order", async () => {
    const random = new SeededRandom("verdicts");
    const makers = [rooms, carts].flatMap((parent) => [parent, parent.jurisdiction("eu"), parent.jurisdiction("us")]);
    const scopes = [
      [rooms, { namespace: rooms, jurisdiction: "eu" }, rooms.jurisdiction("eu")],
      [rooms, { namespace: rooms, jurisdiction: "us" }, rooms.jurisdiction("us")],
      [rooms, rooms, rooms],
      [carts, { namespace: carts, jurisdiction: "eu" }, carts.jurisdiction("eu")],
      [carts, carts, carts],
    ] as const;
    for (let trial = 0; trial < 12; trial++) {
      const chosen = Array.from({ length: 1 + random.below(4) }, () => scopes[random.below(scopes.length)]);
      const ids = Array.from({ length: 20 }, () => {
        const id = String(makers[random.below(makers.length)].newUniqueId());
        return [id, id.toUpperCase(), id.slice(1), `0${id.slice(1)}`][random.below(4)];
      });
      const bound = Object.fromEntries(chosen.map(([, value], i) => [`n${i}`, value]));
      const { outcomes, results } = await answerOf(
        ids.join("\n"),
        createVerdictHandler({ namespaces: () => bound, token: TOKEN }),
      );
      const local = createValidator(chosen.map(([, , namespace]) => namespace)).check(ids);
      const codes = { eu: 1, us: 4 } as Record<string, number>;
      const names = ["valid", "malformed", "foreign", "wrongJurisdiction"];
      expect(
        results.map((index) => {
          const { verdict, namespace = 0xffff, jurisdiction = "" } = outcomes[index];
          return [verdict, namespace, codes[jurisdiction] ?? 0];
        }),
      ).toEqual(ids.map((_, i) => [names[local.verdicts[i]], local.namespaces[i], local.jurisdictions[i]]));
    }
  });
});

describe("a request is refused", () => {
  it("without the token, so that it doesn't reveal whether an ID is valid", async () => {
    for (const authorization of ["", "Bearer", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
      const [valid, foreign] = await Promise.all(
        [LOBBY, "0".repeat(64)].map((id) => refusalOf(request(id, { headers: { authorization } }))),
      );
      expect(valid[0]).toBe(401);
      expect(valid).toEqual(foreign);
    }
  });

  it("with a method other than POST", async () => {
    for (const method of ["GET", "PUT", "DELETE"]) {
      const response = await handler(new Request(URL_, { method }), undefined);
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    }
  });

  it("with too many IDs, by count, by size and without a length", async () => {
    const handle = createVerdictHandler({ namespaces: () => ({ ROOMS: rooms }), token: TOKEN, maxIds: 3 });
    await answerOf(`${LOBBY}\r\n`.repeat(3), handle);
    const long = new Blob([`${LOBBY}\n`.repeat(4)]);
    for (const asked of [
      request("\n\n\n\n"),
      request(long),
      request(long.stream(), { duplex: "half" } as RequestInit),
    ]) {
      const [status, error] = await refusalOf(asked, handle);
      expect([status, error]).toEqual([413, expect.stringContaining("3")]);
    }
  });

  it("with an incomplete body", async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
    expect((await refusalOf(request(broken, { duplex: "half" } as RequestInit)))[0]).toBe(400);
  });

  it("by a Worker whose secret is not set", async () => {
    const handle = createVerdictHandler<{ TOKEN?: string } | undefined>({
      namespaces: () => ({ ROOMS: rooms }),
      token: (env) => env?.TOKEN ?? "",
    });
    expect((await refusalOf(request(LOBBY), handle))[0]).toBe(500);
    expect((await handle(request(LOBBY), { TOKEN })).status).toBe(200);
  });
});

describe("createVerdictHandler", () => {
  it.each([
    ["an empty token", { token: "" }],
    ["a token that no header carries", { token: "two words" }],
    ["no token", { token: undefined }],
    ["no function of namespaces", { namespaces: { ROOMS: rooms } }],
    ["no room for IDs", { maxIds: 0 }],
  ])("refuses %s", (_, wrong) => {
    const options = { namespaces: () => ({ ROOMS: rooms }), token: TOKEN, ...wrong };
    // @ts-expect-error: a caller in JavaScript
    expect(() => createVerdictHandler(options)).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT" }));
  });

  it.each([{}, { ROOMS: undefined }, { ROOMS: { idFromString: 1 } }])("refuses invalid bindings: %j", async (bound) => {
    // @ts-expect-error: a caller in JavaScript
    const handle = createVerdictHandler({ namespaces: () => bound, token: TOKEN });
    await expect(handle(request(LOBBY), undefined)).rejects.toThrow(
      expect.objectContaining({ code: "ERR_DO_ARGUMENT" }),
    );
  });
});
