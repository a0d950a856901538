import { SHARED_SIZE } from "../../bulk/records/batch.js";
import { BatchRing } from "../../bulk/records/batch-ring.js";
import type { Tally } from "../../bulk/results.js";
import { selectEngine } from "../../engine/select.js";
import { ErrorCode, rangeError, typeError } from "../../format/errors.js";
import { JurisdictionTable } from "../../format/jurisdiction.js";
import { isToken } from "../../format/secret.js";
import { VerdictClient } from "../../remote/client.js";
import { nameOf, parseEndpoint } from "../../remote/endpoint.js";
import { RemoteFault } from "../../remote/fault.js";
import { CLOCK, type Clock } from "../../remote/retry.js";
import { escapeControls, truncate } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { isKeyInDoubt } from "../foreign-hints.js";
import type { Hint } from "../hints.js";
import { throwIfStopped } from "../inputs/stop.js";
import type { OpenJudge } from "../judge.js";
import type { JudgedNamespace } from "../namespaces.js";
import type { PlannedInput } from "../planned-input.js";
import type { VerdictSource } from "../verdict-source.js";
import { AnswerReader } from "./answer-reader.js";
import { RemoteJudge } from "./remote-judge.js";

/**
 * IDs in one request, multiplied by the number of namespaces. In the Worker, each ID that a namespace refuses throws an
 * exception, which takes some 25 µs: 200 take half of the 10 ms of CPU time that a request gets on Cloudflare's free plan.
 */
const EXCEPTIONS_A_REQUEST = 200;
/** The maximum number of requests at a time. */
const MOST_REQUESTS = 64;
const REQUESTS = 6;
/** Batches that are judged at a time: enough to fill all requests. */
const SLOTS = 16;

/** Options of {@link remoteVerdicts}. */
export interface RemoteOptions {
  /** The URL of a verdict handler. Its scheme must be https, except for localhost. */
  readonly url: string | URL;
  /** The bearer token that the handler expects. */
  readonly token: string;
  /** The source of the token, named in the error if the token is refused; by default `the token`. */
  readonly tokenName?: string | undefined;
  /** Requests at a time, from 1 to 64; 6 by default. */
  readonly requests?: number | undefined;
  /** The maximum number of IDs in a request; by default 200, divided by the number of the handler's namespaces. */
  readonly batch?: number | undefined;
  /** Whether to allow http for other hosts, which exposes the token to the network. */
  readonly allowHttp?: boolean | undefined;
  /** Stops waiting for the first answer when aborted; to stop a run, use the option of its plan. */
  readonly stop?: AbortSignal | undefined;
  /** Makes requests; by default the global `fetch`. It must not follow redirects. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** @internal */
  readonly clock?: Clock | undefined;
}

/**
 * Verdicts of a Worker that has the namespaces bound, by `createVerdictHandler` of `durable-id/remote`: for IDs of
 * Cloudflare's production, whose keys are not available. Requests the names of the Worker's namespaces first.
 * @param options the Worker's URL and token
 * @returns a source of verdicts, for `createPlan`
 * @throws CheckError if the Worker doesn't answer properly; TypeError or RangeError (`ERR_DO_ARGUMENT`) for options out of range
 */
export async function remoteVerdicts(options: RemoteOptions): Promise<VerdictSource> {
  const { token, tokenName = "the token", fetch = globalThis.fetch, clock = CLOCK, stop, allowHttp = false } = options;
  const { requests = REQUESTS, batch } = options;
  if (!isToken(token)) throw typeError(ErrorCode.argument, "`token` must be printable ASCII without spaces.");
  requireInteger("requests", requests, MOST_REQUESTS);
  if (batch !== undefined) requireInteger("batch", batch, Number.MAX_SAFE_INTEGER);
  const url = endpointOf(String(options.url), allowHttp);
  const client = new VerdictClient({ url, token, tokenName, fetch, clock });
  try {
    const signal = stop ?? new AbortController().signal;
    const { namespaces, maxIds } = await client.ask(new Uint8Array(), 0, signal);
    const size = Math.min(maxIds, batch ?? Math.max(1, Math.floor(EXCEPTIONS_A_REQUEST / namespaces.length)));
    return new RemoteVerdicts(client, nameOf(url), namespaces, size, requests);
  } catch (error) {
    throwIfStopped(stop);
    throw error instanceof RemoteFault ? new CheckError(error.message) : error;
  }
}

/** Verdicts of a Worker that has the namespaces bound. */
class RemoteVerdicts implements VerdictSource {
  readonly namespaces: readonly JudgedNamespace[];
  readonly #client: VerdictClient;
  readonly #url: string;
  readonly #names: readonly string[];
  readonly #size: number;
  readonly #requests: number;
  readonly #jurisdictions = new JurisdictionTable();

  constructor(client: VerdictClient, url: string, names: readonly string[], size: number, requests: number) {
    this.#client = client;
    this.#url = url;
    this.#names = names;
    this.#size = size;
    this.#requests = requests;
    const jurisdictionName = (code: number): string => this.#jurisdictions.nameOf(code) ?? "";
    this.namespaces = names.map((label) => ({ label, jurisdictionName }));
  }

  identity(): unknown {
    return ["remote", this.#url, this.#names];
  }

  open(_inputs: readonly PlannedInput[], stop: AbortSignal | undefined): OpenJudge {
    const reader = new AnswerReader(this.#names, this.#jurisdictions, stop);
    const judge = new RemoteJudge(this.#client, reader, this.#size, this.#requests, stop);
    const ring = new BatchRing(Array.from({ length: SLOTS }, () => new ArrayBuffer(SHARED_SIZE)));
    return { judge, ring, engine: "remote", scanning: selectEngine().name };
  }

  hints(tally: Tally): Hint[] {
    if (!isKeyInDoubt(tally)) return [];
    const names = escapeControls(truncate(this.#names.join(", "), 200));
    const message =
      `all or nearly all IDs are foreign to the namespaces of the Worker (${names}): likely causes are a namespace ` +
      "that the handler doesn't pass, IDs of another account or environment, or IDs made by wrangler dev";
    return [{ kind: "all-foreign", message }];
  }
}

function endpointOf(text: string, allowHttp: boolean): URL {
  try {
    return parseEndpoint(text, allowHttp);
  } catch (error) {
    if (!(error instanceof RemoteFault)) throw error;
    // The URL is not shown: it may contain a password.
    throw new CheckError(`invalid URL of the Worker: ${error.message}`);
  }
}

function requireInteger(name: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  throw rangeError(ErrorCode.argument, `${name} must be an integer from 1 to ${most}, got ${String(value)}.`);
}
