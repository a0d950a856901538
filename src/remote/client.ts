import type { OwnUint8Array } from "../format/bytes.js";
import { escapeControls } from "../text/printable.js";
import { readBody } from "./body.js";
import { Deadline } from "./deadline.js";
import { nameOf } from "./endpoint.js";
import { RemoteFault, TooMuchAtOnce, Unavailable } from "./fault.js";
import { parseAnswer, parseRefusal, type VerdictAnswer } from "./protocol.js";
import { type Clock, retryAfter, withRetries } from "./retry.js";

/** Milliseconds that an attempt may take. */
const PATIENCE = 60_000;
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
    let response: Response;
    let text: string;
    const deadline = new Deadline(signal, PATIENCE);
    try {
      response = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "text/plain", accept: "application/json" },
        body: ids,
        // The token must not go anywhere else.
        redirect: "manual",
        signal: deadline.signal,
      });
      const body = await readBody(response, LONGEST_ANSWER);
      if (body === "broken") throw new Error("the connection broke off");
      text = body === "too-long" ? "" : body.text;
    } catch (error) {
      signal.throwIfAborted();
      const reason = deadline.isOver ? `it took longer than ${PATIENCE / 1000} s` : reasonOf(error);
      throw new Unavailable(`no answer from ${nameOf(url)}: ${escapeControls(reason)}`);
    } finally {
      deadline.clear();
    }
    return this.#read(response, text, count);
  }

  #read(response: Response, text: string, count: number): VerdictAnswer {
    const { status, headers } = response;
    const { url, tokenName } = this.#options;
    const name = nameOf(url);
    if (status === 200) {
      const parsed = parseAnswer(text, count);
      if ("answer" in parsed) return parsed.answer;
      throw new RemoteFault(`the answer of ${name} can't be used: ${parsed.fault} (${this.#shown(response, text)})`);
    }
    if (status === 401 || status === 403) {
      throw new RemoteFault(`${name} refused the token with status ${status}: check that ${tokenName} is the Worker's`);
    }
    if (status >= 300 && status < 400) {
      const location = headers.get("location") ?? "";
      const target = URL.canParse(location, url) ? new URL(location, url).origin : "nowhere";
      throw new RemoteFault(`${name} redirects to ${target}: pass the URL of the verdict handler itself`);
    }
    if (status === 413 || (status >= 500 && OVER_CPU.test(text))) {
      throw new TooMuchAtOnce(`${name} could not judge ${count} IDs at once (${this.#shown(response, text)})`);
    }
    const refusal = parseRefusal(text);
    if (refusal !== undefined && status !== 429) {
      throw new RemoteFault(`${name} refused the request with status ${status}: ${this.#excerpt(refusal)}`);
    }
    if (status === 408 || status === 429 || status >= 500) {
      throw new Unavailable(`${name} is unavailable (${this.#shown(response, text)})`, retryAfter(headers));
    }
    throw new RemoteFault(`${name} is not a verdict handler (${this.#shown(response, text)})`);
  }

  #shown({ status }: Response, text: string): string {
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
