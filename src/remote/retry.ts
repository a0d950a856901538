import { RemoteFault, Unavailable } from "./fault.js";

/** Attempts at one request, at most. */
const MOST_ATTEMPTS = 10;
/** Milliseconds from the first attempt to the start of the last, at most. */
const MOST_TIME = 10 * 60_000;
/** Milliseconds before the second attempt; it doubles with each. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** What is told before an attempt is repeated. */
export interface RetryNotice {
  /** What failed. */
  readonly reason: string;
  /** How long the pause is, in milliseconds. */
  readonly pause: number;
  /** Which attempt failed, counted from 1. */
  readonly attempt: number;
}

/** What retries need of the world: a test has its own. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** A number from 0 up to 1. */
  random(): number;
  /** Resolves after so many milliseconds, and rejects as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The world as it is. */
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
 * Tries again while the server is unavailable: after the pause that it asks for, or after longer and longer ones, of
 * random lengths, so that requests that failed together don't come back together.
 * @param onRetry called before each pause
 * @throws RemoteFault once it was tried long enough; whatever else `attempt` rejects with
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

/** Milliseconds that a server asks for: so many seconds, or until a date. */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d{1,9}$/.test(value)) return 1000 * Number(value);
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

function backOff(attempts: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1));
}
