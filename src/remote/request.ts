import { PassingFault } from "./retry.js";

/** Milliseconds until a whole answer must have come. */
const TIMEOUT = 60_000;
/** Bytes of an answer, at most: 10,000 objects take one million. */
const MOST_BYTES = 16 * 2 ** 20;

/**
 * Sends a request. The global `fetch` is one.
 * @param url where to
 * @param init the method, the headers and the signal
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An answer that has come completely. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body; without its end if it is too long. */
  readonly text: string;
  readonly isTooLong: boolean;
}

/**
 * Gets an answer. Redirects are not followed, so the headers reach no other server.
 * @throws PassingFault if no whole answer comes; the signal's reason when it is aborted
 */
export async function get(
  url: string,
  headers: Readonly<Record<string, string>>,
  fetch: Fetch,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  signal?.throwIfAborted();
  const request = new AbortController();
  const abort = () => request.abort();
  const timer = setTimeout(abort, TIMEOUT);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const response = await fetch(url, { headers, redirect: "manual", signal: request.signal });
    const { text, isTooLong } = await readBody(response);
    return { status: response.status, headers: response.headers, text, isTooLong };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (request.signal.aborted) throw new PassingFault(`no complete answer came within ${TIMEOUT / 1000} s`, {});
    throw new PassingFault(`the connection failed${reasonOf(error)}`, {});
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

async function readBody(response: Response): Promise<{ text: string; isTooLong: boolean }> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  while (reader !== undefined) {
    const { value, done } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      // How the rest fails doesn't matter.
      reader.cancel().catch(() => undefined);
      return { text, isTooLong: true };
    }
    text += decoder.decode(value, { stream: true });
  }
  return { text: text + decoder.decode(), isTooLong: false };
}

/** The code of the system's error, where the platform tells: `fetch failed` says nothing. */
function reasonOf(error: unknown): string {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  const codes = causes.map((each) => (each instanceof Error && "code" in each ? each.code : undefined));
  const code = codes.findLast((each) => typeof each === "string" && /^[A-Z][A-Z0-9_]+$/.test(each));
  return code === undefined ? "" : ` (${code})`;
}
