import { readBody } from "./body.js";
import { Deadline } from "./deadline.js";

/** Milliseconds until a whole answer must have come. */
export const PATIENCE = 60_000;

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

/** No whole answer came: in {@link PATIENCE}, or because of `cause`. */
export class NoAnswer extends Error {
  readonly isLate: boolean;

  constructor(isLate: boolean, cause: unknown) {
    super("no whole answer came", { cause });
    this.isLate = isLate;
  }
}

/**
 * Gets an answer. Redirects are not followed, so credentials reach no other server.
 * @param init the method, the headers and the body
 * @param longest bytes of the answer, at most
 * @throws NoAnswer if no whole answer comes; the signal's reason when it is aborted
 */
export async function exchange(
  url: string,
  init: RequestInit,
  fetch: Fetch,
  longest: number,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const deadline = new Deadline(signal, PATIENCE);
  try {
    const response = await fetch(url, { ...init, redirect: "manual", signal: deadline.signal });
    const body = await readBody(response, longest);
    if (body === "broken") throw new Error("the connection broke off");
    const isTooLong = body === "too-long";
    return { status: response.status, headers: response.headers, text: isTooLong ? "" : body.text, isTooLong };
  } catch (error) {
    signal.throwIfAborted();
    throw new NoAnswer(deadline.isOver, error);
  } finally {
    deadline.clear();
  }
}
