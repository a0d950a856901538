import { setImmediate } from "node:timers/promises";
import { Stopped } from "../errors.js";

/** Throws {@link Stopped} if the run was stopped. */
export function throwIfStopped(stop: AbortSignal | undefined): void {
  if (stop?.aborted) throw new Stopped(stop.reason === "SIGTERM" ? "SIGTERM" : "SIGINT");
}

/**
 * Lets signals arrive, which needs a turn of the event loop. Throws {@link Stopped} if the run was stopped.
 */
export async function letSignalsIn(stop: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  throwIfStopped(stop);
}

/**
 * Yields the same chunks until the run is stopped, also while it waits for the next one. The end counts only if no signal
 * arrived with it: Ctrl-C also goes to the writer of a pipe, and a writer that it killed has not written everything.
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
    // A pending read may take any time, and this call waits for it: a stopped run doesn't.
    const closed = iterator.return?.();
    if (!stop.aborted) await closed;
  }
}

/**
 * Throws {@link Stopped} if a signal arrived before the end that was just read. Node may have seen the end in one poll for
 * events, and the signal in the next: it takes two turns of the event loop to be sure.
 */
async function takePendingSignal(stop: AbortSignal): Promise<void> {
  await letSignalsIn(stop);
  await letSignalsIn(stop);
}

/** The next chunk; or nothing, once the run is stopped. */
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

/** Resolves when a run is stopped; never without an abort signal. */
export function stopRequest(stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted) resolve();
    else stop?.addEventListener("abort", () => resolve(), { once: true });
  });
}
