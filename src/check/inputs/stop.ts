import { setImmediate } from "node:timers/promises";
import { Stopped } from "../errors.js";

/** Throws {@link Stopped} if the run has been asked to stop. */
export function throwIfStopped(stop: AbortSignal | undefined): void {
  if (stop?.aborted) throw new Stopped(stop.reason === "SIGTERM" ? "SIGTERM" : "SIGINT");
}

/**
 * Gives way to signals: they come in only where the event loop turns. Throws {@link Stopped} if the run has been asked to
 * stop.
 */
export async function letSignalsIn(stop: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  throwIfStopped(stop);
}

/**
 * The same chunks, until the run is asked to stop: also while the next one is waited for. The end only counts if no signal
 * has come with it: Ctrl-C goes to the writer of a pipe too, and a writer that it ended has not written all.
 */
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
      if (done) {
        await takePendingSignal(stop);
        return;
      }
      yield value;
    }
  } finally {
    // A read that is under way ends when it likes, and this comes after it: a stopped run doesn't wait for that.
    const closed = iterator.return?.();
    if (!stop.aborted) await closed;
  }
}

/**
 * Throws {@link Stopped} if a signal came before the end that has just been read. Node may have seen the end in one poll
 * for events and the signal's in the next: the first turn ends after the one, and the second after the other.
 */
async function takePendingSignal(stop: AbortSignal): Promise<void> {
  await letSignalsIn(stop);
  await letSignalsIn(stop);
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

/** Resolves when a run is asked to stop, which never happens without a signal. */
export function stopRequest(stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted) resolve();
    else stop?.addEventListener("abort", () => resolve(), { once: true });
  });
}
