import { ErrorCode, rangeError, typeError } from "../format/errors.js";
import { bearerToken, equalDigests, isToken, secretDigest } from "../format/secret.js";
import { BindingJudge, type BoundNamespaces } from "./bindings.js";
import { readBody } from "./body.js";
import { type Outcome, PROTOCOL, PROTOCOL_VERSION, type VerdictAnswer, type VerdictRefusal } from "./protocol.js";

/** The default for the maximum number of IDs in a request. */
const MAX_IDS = 10_000;
/** The maximum size of an ID with its line end, in bytes. */
const LINE_SIZE = 66;

/**
 * Reads the token from a Worker's bindings.
 * @typeParam Env the Worker's bindings
 * @param env the Worker's bindings
 * @returns the token; if it is empty, every request is refused
 */
export type ReadToken<Env> = (env: Env) => string;

/**
 * Handles requests for verdicts, on any path.
 * @typeParam Env the Worker's bindings
 * @param request a POST of IDs, one per line
 * @param env the Worker's bindings
 * @returns the verdicts, or the reason why the request is refused
 */
export type VerdictHandler<Env> = (request: Request, env: Env) => Promise<Response>;

/**
 * Options of {@link createVerdictHandler}.
 * @typeParam Env the Worker's bindings
 */
export interface VerdictHandlerOptions<Env> {
  /**
   * Returns the namespaces to validate against, in this order, by their names in verdicts. `{ namespace, jurisdiction }` is
   * a namespace restricted to a jurisdiction.
   * @param env the Worker's bindings
   */
  readonly namespaces: (env: Env) => BoundNamespaces;
  /** The bearer token that every request must have, or a function that reads it from the Worker's bindings. */
  readonly token: string | ReadToken<Env>;
  /** The maximum number of IDs in a request; 10,000 by default. */
  readonly maxIds?: number | undefined;
}

/**
 * Creates a handler that validates IDs with the namespaces that a Worker has bound: the only way to check IDs of
 * Cloudflare's production, whose keys are not available. `durable-id check --remote` is its client. It doesn't wake objects.
 *
 * A request is a POST of IDs, one per line, with `authorization: Bearer` and the token. The token is required, because a
 * verdict reveals whether an ID is valid.
 * @typeParam Env the Worker's bindings
 * @param options the namespaces and the token
 * @returns a function for a Worker's `fetch`
 * @throws TypeError (`ERR_DO_ARGUMENT`) for an empty token, RangeError (`ERR_DO_ARGUMENT`) for a `maxIds` out of range
 *
 * @example
 * ```js
 * import { DurableObjectNamespace } from "durable-id";
 * import { createVerdictHandler } from "durable-id/remote";
 *
 * const env = { ROOMS: new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" }) }; // in a Worker, its bindings
 * const verdicts = createVerdictHandler({ namespaces: () => ({ ROOMS: env.ROOMS }), token: "secret" });
 *
 * const request = new Request("https://example.com/verdicts", {
 *   method: "POST",
 *   headers: { authorization: "Bearer secret" },
 *   body: `${env.ROOMS.idFromName("lobby")}\nnonsense\n`,
 * });
 * const { outcomes, results } = JSON.parse(await (await verdicts(request, env)).text());
 * [outcomes[results[0]].verdict, outcomes[results[1]].verdict]; // → ["valid", "malformed"]
 * ```
 */
export function createVerdictHandler<Env = unknown>({
  namespaces,
  token,
  maxIds = MAX_IDS,
}: VerdictHandlerOptions<Env>): VerdictHandler<Env> {
  if (typeof namespaces !== "function") throw typeError(ErrorCode.argument, "`namespaces` must be a function.");
  if (typeof token !== "function" && !isToken(token)) {
    throw typeError(ErrorCode.argument, "`token` must be non-empty printable ASCII without spaces.");
  }
  if (!Number.isSafeInteger(maxIds) || maxIds < 1) {
    throw rangeError(ErrorCode.argument, `\`maxIds\` must be a positive integer, got ${String(maxIds)}.`);
  }
  return async (request, env) => {
    if (request.method !== "POST") {
      return refuse(405, `Method ${request.method} is not allowed. Allowed: POST.`, { allow: "POST" });
    }
    const expected = typeof token === "function" ? token(env) : token;
    if (!isToken(expected)) return refuse(500, "This Worker has no token: set the secret that its handler reads.");
    const given = bearerToken(request.headers.get("authorization") ?? "");
    if (given === undefined || !equalDigests(secretDigest(given), secretDigest(expected))) {
      return refuse(401, "The bearer token is missing or wrong.", { "www-authenticate": "Bearer" });
    }
    const body = await readBody(request, maxIds * LINE_SIZE);
    if (body === "broken") return refuse(400, "The body could not be read to its end.");
    const ids = body === "too-long" ? undefined : linesOf(body.text);
    if (ids === undefined || ids.length > maxIds) return refuse(413, `A request must have at most ${maxIds} IDs.`);
    return respond(200, answerFor(new BindingJudge(namespaces(env)), ids, maxIds));
  };
}

/** The lines of a text. The line end of the last one is optional. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}

function answerFor(judge: BindingJudge, ids: readonly string[], maxIds: number): VerdictAnswer {
  const outcomes: Outcome[] = [];
  const indexes = new Map<string, number>();
  const results = ids.map((id) => {
    const outcome = judge.judge(id);
    const key = `${outcome.verdict} ${outcome.namespace} ${outcome.jurisdiction}`;
    let index = indexes.get(key);
    if (index === undefined) {
      index = outcomes.push(outcome) - 1;
      indexes.set(key, index);
    }
    return index;
  });
  const { names } = judge;
  return {
    protocol: PROTOCOL,
    version: PROTOCOL_VERSION,
    namespaces: names,
    maxIds,
    count: ids.length,
    outcomes,
    results,
  };
}

function refuse(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Response {
  const refusal: VerdictRefusal = { protocol: PROTOCOL, version: PROTOCOL_VERSION, error };
  return respond(status, refusal, headers);
}

function respond(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}
