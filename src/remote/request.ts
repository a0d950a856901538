import { readBody } from "./body.js";
import { Deadline } from "./deadline.js";

/** Milliseconds within which a complete answer must arrive. */
export const PATIENCE = 60_000;

/**
 * Sends a request, like the global `fetch`.
 * @param url the address
 * @param init the method, the headers and the signal
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A complete answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body; empty if it is too long. */
  readonly text: string;
  readonly isTooLong: boolean;
}

/** No complete answer arrived: within {@link PATIENCE}, or because of `cause`. */
export class NoAnswer extends Error {
  readonly isLate: boolean;

  constructor(isLate: boolean, cause: unknown) {
    super("no complete answer arrived", { cause });
    this.isLate = isLate;
  }
}

/**
 * Sends a request and reads the answer. Redirects are not followed, so that credentials reach no other server.
 * @param init the method, the headers and the body
 * @param longest the maximum size of the answer in bytes
 * @throws NoAnswer if no complete answer arrives; the signal's reason when it is aborted
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
    if (body === "broken") throw new Error("the connection was closed before the end");
    const isTooLong = body === "too-long";
    return { status: response.status, headers: response.headers, text: isTooLong ? "" : body.text, isTooLong };
  } catch (error) {
    signal.throwIfAborted();
    throw new NoAnswer(deadline.isOver, error);
  } finally {
    deadline.clear();
  }
}
