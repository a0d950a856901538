import { readBody } from "./body.js";
import { Deadline } from "./deadline.js";
import { Unavailable } from "./fault.js";

/** Milliseconds until a whole answer must have come. */
const PATIENCE = 60_000;
/** Bytes of an answer, at most: 10,000 objects take one million. */
const LONGEST_ANSWER = 16 * 2 ** 20;

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
  /** The body; empty if it is too long. */
  readonly text: string;
  readonly isTooLong: boolean;
}

/**
 * Gets an answer. Redirects are not followed, so the headers reach no other server.
 * @throws Unavailable if no whole answer comes; the signal's reason when it is aborted
 */
export async function get(
  url: string,
  headers: Readonly<Record<string, string>>,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const deadline = new Deadline(signal, PATIENCE);
  try {
    const response = await fetch(url, { headers, redirect: "manual", signal: deadline.signal });
    const body = await readBody(response, LONGEST_ANSWER);
    if (body === "broken") throw new Error("broken");
    const isTooLong = body === "too-long";
    return { status: response.status, headers: response.headers, text: isTooLong ? "" : body.text, isTooLong };
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.isOver) throw new Unavailable(`no complete answer came within ${PATIENCE / 1000} s`);
    throw new Unavailable(`the connection failed${codeOf(error)}`);
  } finally {
    deadline.clear();
  }
}

/** The code of the system's error, where the platform tells: `fetch failed` says nothing. */
function codeOf(error: unknown): string {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  const codes = causes.map((each) => (each instanceof Error && "code" in each ? each.code : undefined));
  const code = codes.findLast((each) => typeof each === "string" && /^[A-Z][A-Z0-9_]+$/.test(each));
  return code === undefined ? "" : ` (${code})`;
}
