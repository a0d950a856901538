import type { OwnUint8Array } from "../format/bytes.js";
import { escapeControls } from "../text/printable.js";
import { nameOf } from "./endpoint.js";
import { RemoteFault, TooMuchAtOnce, Unavailable } from "./fault.js";
import { parseAnswer, parseRefusal, type VerdictAnswer } from "./protocol.js";
import { type Answer, exchange, NoAnswer, PATIENCE } from "./request.js";
import { type Clock, retryAfter, withRetries } from "./retry.js";

/** Bytes of an answer, at most: a verdict has some 3, and names are short. */
const LONGEST_ANSWER = 4 * 1024 * 1024;
/** Characters of an unexpected answer that an error shows. */
const SHOWN = 80;
/** What Cloudflare answers for a Worker that took too much CPU time. */
const OVER_CPU = /\b1102\b|exceeded (?:its )?(?:cpu|resource)/i;

/** How a {@link VerdictClient} asks. */
export interface ClientOptions {
  readonly url: URL;
  readonly token: string;
  /** Where the token is from, for the error that it is refused with. */
  readonly tokenName: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

/** Asks a verdict handler, and tries again where that helps. */
export class VerdictClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /**
   * The verdicts of some IDs.
   * @param ids one a line; empty to ask only for the names of the namespaces
   * @param count how many there are
   * @throws RemoteFault if there will be no answer, TooMuchAtOnce if there may be for fewer IDs; the signal's reason
   */
  async ask(ids: OwnUint8Array, count: number, signal: AbortSignal): Promise<VerdictAnswer> {
    return withRetries(() => this.#attempt(ids, count, signal), signal, this.#options.clock);
  }

  async #attempt(ids: OwnUint8Array, count: number, signal: AbortSignal): Promise<VerdictAnswer> {
    const { url, token, fetch } = this.#options;
    const headers = { authorization: `Bearer ${token}`, "content-type": "text/plain", accept: "application/json" };
    try {
      const init = { method: "POST", headers, body: ids };
      return this.#read(await exchange(String(url), init, fetch, LONGEST_ANSWER, signal), count);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const reason = error.isLate ? `it took longer than ${PATIENCE / 1000} s` : reasonOf(error.cause);
      throw new Unavailable(`no answer from ${nameOf(url)}: ${escapeControls(reason)}`);
    }
  }

  #read({ status, headers, text }: Answer, count: number): VerdictAnswer {
    const { url, tokenName } = this.#options;
    const name = nameOf(url);
    if (status === 200) {
      const parsed = parseAnswer(text, count);
      if ("answer" in parsed) return parsed.answer;
      throw new RemoteFault(`the answer of ${name} can't be used: ${parsed.fault} (${this.#shown(status, text)})`);
    }
    if (status === 401 || status === 403) {
      throw new RemoteFault(`${name} refused the token with status ${status}: check that ${tokenName} is the Worker's`);
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

  /** The start of a text that somebody else wrote, who may have put our token into it. */
  #excerpt(text: string): string {
    const { token } = this.#options;
    const withoutToken = text.replaceAll(token, "…").replaceAll(JSON.stringify(token).slice(1, -1), "…");
    return escapeControls(withoutToken.trim().slice(0, SHOWN));
  }
}

/** What a failed `fetch` says: the system's reason is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
