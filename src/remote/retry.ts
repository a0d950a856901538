/** How often something is tried: with the pauses below, a server that blocks a client for five minutes is outlasted. */
const ATTEMPTS = 8;
/** Milliseconds before the second attempt; each further pause is twice as long. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;
/** The longest pause that a server may ask for. */
const LONGEST_ASKED_PAUSE = 15 * 60_000;

/** A failure that may pass: what failed, in words that follow "because", and what the server says of when to come back. */
export class PassingFault extends Error {
  /** Milliseconds that the server asks to wait. */
  readonly askedPause: number | undefined;
  /** Milliseconds to wait at least, where the server says nothing. */
  readonly leastPause: number;

  constructor(
    message: string,
    { askedPause, leastPause = 0 }: { askedPause?: number | undefined; leastPause?: number },
  ) {
    super(message);
    this.askedPause = askedPause;
    this.leastPause = leastPause;
  }
}

/** What is told before an attempt is repeated. */
export interface RetryNotice {
  /** What failed. */
  readonly reason: string;
  /** How long the pause is, in milliseconds. */
  readonly pause: number;
  /** Which attempt failed, counted from 1. */
  readonly attempt: number;
}

/** How something is repeated. */
export interface RetryOptions {
  /** Ends a pause at once. */
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
}

/**
 * Tries again what fails with a {@link PassingFault}, after growing pauses or those that the server asks for.
 * @throws the last fault when it doesn't pass, or when the server asks for too long a pause; the signal's reason when it
 * is aborted; anything else that an attempt throws, at once
 */
export async function withRetries<T>(attempt: () => Promise<T>, { signal, onRetry }: RetryOptions): Promise<T> {
  for (let failed = 1; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFault) || failed === ATTEMPTS) throw error;
      const pause = pauseAfter(failed, error);
      if (pause > LONGEST_ASKED_PAUSE) throw error;
      onRetry?.({ reason: error.message, pause, attempt: failed });
      await wait(pause, signal);
    }
  }
}

function pauseAfter(failed: number, { askedPause, leastPause }: PassingFault): number {
  const growing = Math.min(FIRST_PAUSE * 2 ** (failed - 1), LONGEST_PAUSE);
  // Clients that were turned away together shouldn't come back together.
  const jittered = growing * (1 + Math.random()) * 0.5;
  return Math.ceil(Math.max(jittered, askedPause ?? leastPause));
}

/**
 * The pause of a `retry-after` header, in milliseconds.
 * @param value seconds, or a date
 */
export function readRetryAfter(value: string | null, now = Date.now()): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Waits, unless the signal is aborted: then it rejects with its reason, at once. */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
