import { hasCode } from "../../../../system/errors.js";
import { InputError } from "../../../errors.js";
import type { SpawnThread } from "../../../threads/protocol.js";
import { spawnOf } from "../../../threads/spawn.js";
import { startError } from "../../../threads/start-error.js";
import { throwIfStopped } from "../../stop.js";
import { damageOf } from "./damage.js";
import type { DecoderMessage, DecoderSetup } from "./messages.js";

/** Seconds that the decoder may work without a pause: a loop in damaged data never ends. */
const PATIENCE = 60;

/** How a decoder runs. */
export interface DecoderOptions {
  readonly spawn?: SpawnThread | undefined;
  readonly stop?: AbortSignal | undefined;
  /** Seconds that the decoder may work without a pause. */
  readonly patience?: number | undefined;
}

/** What a thread of its own tells of a Parquet file: its column, then the text of its rows. */
export type Decoded = Extract<DecoderMessage, { readonly kind: "opened" | "rows" }>;

/**
 * Decodes a column of a Parquet file in a thread, because damaged data can catch the decoder in a loop that only the end
 * of its thread ends. The thread ends with the iteration.
 * @throws InputError for a damaged file, and for one that its decoder gets stuck in; `Stopped`
 */
export async function* decode(
  setup: DecoderSetup,
  { spawn, stop, patience = PATIENCE }: DecoderOptions,
): AsyncIterable<Decoded> {
  const { path } = setup;
  const thread = spawnOf(spawn)(setup, {});
  const messages: DecoderMessage[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  // Counts ticks and takes no times: while the machine sleeps, nothing is late.
  let ticks = 0;
  const watch = setInterval(() => {
    if (++ticks >= patience) fail(new InputError(damageOf(path, `decoding made no progress for ${patience} seconds`)));
  }, 1000);
  thread.on("message", (message) => {
    ticks = 0;
    messages.push(message as DecoderMessage);
    wake();
  });
  thread.on("error", (error) => fail(threadError(path, error)));
  const onStop = () => wake();
  stop?.addEventListener("abort", onStop);
  try {
    for (;;) {
      throwIfStopped(stop);
      const message = messages.shift();
      if (message === undefined) {
        if (failure) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (message.kind === "end") return;
      else if (message.kind === "failed") throw new InputError(message.message);
      else if (message.kind !== "alive") {
        yield message;
        if (message.kind === "rows") thread.postMessage("taken");
      }
    }
  } finally {
    clearInterval(watch);
    stop?.removeEventListener("abort", onStop);
    await thread.terminate();
  }
}

function threadError(path: string, error: Error): Error {
  if (hasCode(error, "ERR_WORKER_OUT_OF_MEMORY")) {
    return new InputError(damageOf(path, "decoding takes more memory than there is"));
  }
  return startError(error, 1) ?? error;
}
