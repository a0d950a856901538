import { MemoryDirectory } from "../../../src/directory.js";
import { VerdictClient } from "../../../src/remote/client.js";
import { RemoteFault } from "../../../src/remote/fault.js";
import { PROTOCOL, PROTOCOL_VERSION } from "../../../src/remote/protocol.js";
import { createListingClient, pullObjects } from "../../../src/remote.js";
import type { SeededRandom } from "../../../support/random.js";
import { ACCOUNT, TOKEN } from "../../rest/support.js";
import { type Json, jsonBytes, mutateJson, parseJson } from "../json.js";
import { requireTrue } from "../require.js";
import { VALID } from "../samples.js";
import type { Target } from "../target.js";

/** Milliseconds after which a pull is ended that still waits to try again. */
const PATIENCE = 50;
/** What a client asks no second time, but for two. */
const STATUSES = [200, 200, 200, 200, 200, 200, 301, 400, 401, 403, 404, 413, 429, 500];
const CODED = /^ERR_DO_/;

const NAMESPACES: Json = {
  success: true,
  errors: [],
  messages: [],
  result: [
    { id: "a", name: "w_Room", script: "w", class: "Room", use_sqlite: true },
    { id: "b", name: "w_Cart", script: "w", class: "Cart" },
  ],
  result_info: { count: 2, page: 1, per_page: 1000, total_count: 2, total_pages: 1 },
};
const OBJECTS: Json = {
  success: true,
  errors: [],
  messages: [],
  result: VALID.map((id) => ({ id, hasStoredData: true })),
  result_info: { count: VALID.length, cursor: "", cursors: { after: "" } },
};
const REFUSAL: Json = {
  success: false,
  errors: [{ code: 10000, message: `not ${TOKEN}` }],
  messages: [],
  result: null,
};
const VERDICTS = {
  ...{ protocol: PROTOCOL, version: PROTOCOL_VERSION, namespaces: ["Room"], maxIds: 1000, count: VALID.length },
  outcomes: [
    { verdict: "valid", namespace: 0 },
    { verdict: "valid", namespace: 0, jurisdiction: "eu" },
  ],
  results: VALID.map((_, i) => i % 2),
};

/** Any answers of a listing API and of a verdict handler are taken as they are meant, or refused without the token. */
export const answers: Target = {
  name: "answers",
  open: () => ({
    generate: (random) => jsonBytes(Array.from({ length: 1 + random.below(4) }, () => anyAnswer(random))),
    mutate: (random, input) => jsonBytes(mutateJson(random, parseJson(input) ?? [])),
    async run(input) {
      const list = parseJson(input);
      if (!Array.isArray(list) || list.length === 0) return undefined;
      await pull(fetchOf(list));
      await ask(fetchOf(list));
      return undefined;
    },
  }),
};

function anyAnswer(random: SeededRandom): Json {
  const body = random.pick([
    NAMESPACES,
    OBJECTS,
    OBJECTS,
    REFUSAL,
    VERDICTS,
    VERDICTS,
    { ...VERDICTS, version: TOKEN },
  ]);
  return { status: random.pick(STATUSES), body: random.below(3) === 0 ? body : mutateJson(random, body) };
}

/** Answers with one after the other, and then with the last one again. */
function fetchOf(list: readonly Json[]): typeof fetch {
  let asked = 0;
  return async () => {
    const answer = list[Math.min(asked++, list.length - 1)];
    const { status, body } = (answer ?? {}) as { status?: unknown; body?: unknown };
    const text = typeof body === "string" ? body : JSON.stringify(body ?? null);
    const isStatus = Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599;
    const code = isStatus ? Number(status) : 200;
    return new Response([204, 205, 304].includes(code) ? null : text, { status: code });
  };
}

async function pull(fetch: typeof globalThis.fetch): Promise<void> {
  const client = createListingClient({ accountId: ACCOUNT, token: TOKEN, fetch });
  const directory = new MemoryDirectory();
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    await pullObjects(directory, client, { signal });
  } catch (error) {
    requireRefusal(error, signal, (each) => CODED.test(String((each as { code?: unknown }).code)));
  }
  const { namespaces } = await directory.namespaces({ page: 1, perPage: 100 });
  for (const { id } of namespaces) {
    const page = await directory.objects(id, { limit: 1000 });
    requireTrue(page?.objects.every((object) => /^[0-9a-f]{64}$/.test(object.id)) ?? false, "objects have IDs");
  }
}

async function ask(fetch: typeof globalThis.fetch): Promise<void> {
  const clock = { now: () => 0, random: () => 0, sleep: async () => undefined };
  const client = new VerdictClient({ url: new URL("https://w.example/"), token: TOKEN, tokenName: "t", fetch, clock });
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const { results, outcomes } = await client.ask(
      Uint8Array.from(Buffer.from(VALID.join("\n"))),
      VALID.length,
      signal,
    );
    requireTrue(results.length === VALID.length && results.every((i) => i in outcomes), "each ID has an outcome");
  } catch (error) {
    requireRefusal(error, signal, (each) => each instanceof RemoteFault);
  }
}

/** Fails for an error that is no refusal, or that shows the token. */
function requireRefusal(error: unknown, signal: AbortSignal, isRefusal: (error: unknown) => boolean): void {
  if (signal.aborted && error === signal.reason) return;
  if (!isRefusal(error)) throw error;
  requireTrue(!String(error).includes(TOKEN), `the token is not shown: ${error}`);
}
