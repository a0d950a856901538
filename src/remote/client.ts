import type { ArrayBufferBytes } from "../format/bytes.js";
import { escapeControls } from "../text/printable.js";
import { nameOf } from "./endpoint.js";
import { RemoteFault, TooMuchAtOnce, Unavailable } from "./fault.js";
import { parseAnswer, parseRefusal, type VerdictAnswer } from "./protocol.js";
import { type Answer, exchange, NoAnswer, PATIENCE } from "./request.js";
import { type Clock, retryAfter, withRetries } from "./retry.js";

/** The maximum size of an answer in bytes: a verdict takes some 3, and names are short. */
const LONGEST_ANSWER = 4 * 1024 * 1024;
/** The maximum number of characters of an unexpected answer that an error shows. */
const SHOWN = 80;
/** Matches Cloudflare's answer for a Worker that used too much CPU time. */
const OVER_CPU = /\b1102\b|exceeded (?:its )?(?:cpu|resource)/i;

/** Options of a {@link VerdictClient}. */
export interface ClientOptions {
  readonly url: URL;
  readonly token: string;
  /** The source of the token, named in the error if the token is refused. */
  readonly tokenName: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

/** Sends requests to a verdict handler, and retries temporary failures. */
export class VerdictClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /**
   * Requests the verdicts on some IDs.
   * @param ids one per line; empty to request only the names of the namespaces
   * @param count the number of IDs
   * @throws RemoteFault if the request can't succeed, TooMuchAtOnce if it may succeed with fewer IDs; the signal's reason
   */
  async ask(ids: ArrayBufferBytes, count: number, signal: AbortSignal): Promise<VerdictAnswer> {
    return withRetries(() => this.#attempt(ids, count, signal), signal, this.#options.clock);
  }

  async #attempt(ids: ArrayBufferBytes, count: number, signal: AbortSignal): Promise<VerdictAnswer> {
    const { url, token, fetch } = this.#options;
    const headers = { authorization: `Bearer ${token}`, "content-type": "text/plain", accept: "application/json" };
    try {
      const init = { method: "POST", headers, body: ids };
      return this.#read(await exchange(String(url), init, fetch, LONGEST_ANSWER, signal), count);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const reason = error.isLate ? `it took longer than ${PATIENCE / 1000} s` : reasonOf(error.cause);
      throw error.faultOf(`no answer from ${nameOf(url)}: ${escapeControls(reason)}`);
    }
  }

  #read({ status, headers, text }: Answer, count: number): VerdictAnswer {
    const { url, tokenName } = this.#options;
    const name = nameOf(url);
    if (status === 200) {
      const parsed = parseAnswer(text, count);
      if ("answer" in parsed) return parsed.answer;
      throw new RemoteFault(`invalid answer from ${name}: ${parsed.fault} (${this.#shown(status, text)})`);
    }
    if (status === 401 || status === 403) {
      throw new RemoteFault(
        `${name} refused the token with status ${status}: check that ${tokenName} is the token of the Worker`,
      );
    }
    if (status >= 300 && status < 400) {
      const location = headers.get("location") ?? "";
      const target = URL.canParse(location, url) ? new URL(location, url).origin : "nowhere";
      throw new RemoteFault(
        `${name} redirects to ${this.#excerpt(target)}: pass the URL of the verdict handler itself`,
      );
    }
    if (status === 413 || (status >= 500 && OVER_CPU.test(text))) {
      throw new TooMuchAtOnce(`${name} could not judge ${count} IDs at once (${this.#shown(status, text)})`);
    }
    const refusal = parseRefusal(text);
    if (refusal !== undefined && status !== 429) {
      throw new RemoteFault(`${name} refused the request with status ${status}: ${this.#excerpt(refusal)}`);
    }
    if (status === 408 || status === 429 || status >= 500) {
      throw new Unavailable(`${name} is unavailable (${this.#shown(status, text)})`, retryAfter(headers));
    }
    throw new RemoteFault(`${name} is not a verdict handler (${this.#shown(status, text)})`);
  }

  #shown(status: number, text: string): string {
    return text === "" ? `status ${status}, no text` : `status ${status}, "${this.#excerpt(text)}"`;
  }

  /** The start of a text from the server, without our token, which the server may have included. */
  #excerpt(text: string): string {
    const { token } = this.#options;
    const withoutToken = text.replaceAll(token, "…").replaceAll(JSON.stringify(token).slice(1, -1), "…");
    return escapeControls(withoutToken.trim().slice(0, SHOWN));
  }
}

/** The reason of a failed `fetch`: the system's error is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
