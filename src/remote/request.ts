import { readBody } from "./body.js";
import { Deadline } from "./deadline.js";
import { RemoteFault, Unavailable } from "./fault.js";

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

/** Node's codes for a host that doesn't exist, and for a certificate that is not accepted. */
const PERMANENT = /^(?:ENOTFOUND|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;

/** No complete answer arrived: within {@link PATIENCE}, or because of `cause`. */
export class NoAnswer extends Error {
  readonly isLate: boolean;
  /** The code of the system's error, if the platform has it: `fetch failed` is not helpful. */
  readonly code: string | undefined;

  constructor(isLate: boolean, cause: unknown) {
    super("no complete answer arrived", { cause });
    this.isLate = isLate;
    this.code = codeOf(cause);
  }

  /** The fault for the caller: permanent if the request would fail in the same way when it is repeated. */
  faultOf(message: string): RemoteFault | Unavailable {
    const isPermanent = this.code !== undefined && PERMANENT.test(this.code);
    return isPermanent ? new RemoteFault(message) : new Unavailable(message);
  }
}

function codeOf(error: unknown): string | undefined {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  const codes = causes.map((each) => (each instanceof Error && "code" in each ? each.code : undefined));
  return codes.findLast((each): each is string => typeof each === "string" && /^[A-Z][A-Z0-9_]+$/.test(each));
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
