import { InputError } from "../errors.js";
import { ExitCode } from "../exit-code.js";

/** The signals that stop a run cleanly. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The run was asked to stop: what was read before still counts, and is reported. */
export class Stopped extends InputError {
  constructor(signal: StopSignal) {
    super(`stopped by ${signal}`, signal === "SIGINT" ? ExitCode.interrupted : ExitCode.terminated);
  }
}

/** Throws {@link Stopped} if the run has been asked to stop. */
export function throwIfStopped(stop: AbortSignal | undefined): void {
  if (stop?.aborted) throw new Stopped(stop.reason === "SIGTERM" ? "SIGTERM" : "SIGINT");
}

/** The same chunks, until the run is asked to stop: also while the next one is waited for. */
export async function* untilStopped(
  chunks: AsyncIterable<Uint8Array>,
  stop: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  if (stop === undefined) {
    yield* chunks;
    return;
  }
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await nextOrStop(iterator, stop);
      throwIfStopped(stop);
      if (done) return;
      yield value;
    }
  } finally {
    // A read that is under way ends when it likes, and this comes after it: a stopped run doesn't wait for that.
    const closed = iterator.return?.();
    if (!stop.aborted) await closed;
  }
}

/** The next chunk; or nothing, once the run is asked to stop. */
function nextOrStop(
  iterator: AsyncIterator<Uint8Array>,
  stop: AbortSignal,
): Promise<IteratorResult<Uint8Array, undefined>> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve({ value: undefined, done: true });
    stop.addEventListener("abort", giveUp, { once: true });
    if (stop.aborted) giveUp();
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => stop.removeEventListener("abort", giveUp));
  });
}

/** Resolves when a run is asked to stop, which it never is where there is no signal. */
export function stopRequest(stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted) resolve();
    else stop?.addEventListener("abort", () => resolve(), { once: true });
  });
}
