import { RemoteFault, Unavailable } from "./fault.js";

/** The maximum number of attempts for one request. */
const MOST_ATTEMPTS = 10;
/** The maximum time between the first attempt and the start of the last, in milliseconds. */
const MOST_TIME = 10 * 60_000;
/** The pause before the second attempt in milliseconds; it doubles each time. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** The argument of the callback before an attempt is repeated. */
export interface RetryNotice {
  /** Why the attempt failed. */
  readonly reason: string;
  /** The length of the pause in milliseconds. */
  readonly pause: number;
  /** The number of the failed attempt, counted from 1. */
  readonly attempt: number;
}

/** Time and randomness for retries, which tests replace. */
export interface Clock {
  /** Returns milliseconds of a monotonic clock. */
  now(): number;
  /** Returns a number from 0 up to 1. */
  random(): number;
  /** Resolves after this time, and rejects as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The real clock. */
export const CLOCK: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      }, milliseconds);
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
    }),
};

/**
 * Retries while the server is unavailable: after the pause that it requests, or after increasing pauses of random length,
 * so that requests that failed together are not repeated together.
 * @param onRetry called before each pause
 * @throws RemoteFault after too many attempts, or too much time; and all other errors of `attempt`
 */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  signal: AbortSignal,
  clock: Clock,
  onRetry?: (notice: RetryNotice) => void,
): Promise<Result> {
  const start = clock.now();
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      const pause = error.after ?? backOff(attempts) * (0.5 + clock.random() / 2);
      const isOver = attempts >= MOST_ATTEMPTS || clock.now() - start + pause > MOST_TIME;
      if (isOver) throw new RemoteFault(`${error.message}, in ${attempts} ${attempts === 1 ? "attempt" : "attempts"}`);
      onRetry?.({ reason: error.message, pause, attempt: attempts });
      await clock.sleep(pause, signal);
    }
  }
}

/** The milliseconds of a `retry-after` header, which has seconds or a date. */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d{1,9}$/.test(value)) return 1000 * Number(value);
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

function backOff(attempts: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1));
}
