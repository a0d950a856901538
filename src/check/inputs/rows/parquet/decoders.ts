import { hasCode } from "../../../../system/errors.js";
import { InputError, Stopped } from "../../../errors.js";
import type { SpawnThread } from "../../../threads/protocol.js";
import { spawnOf } from "../../../threads/spawn.js";
import { startError } from "../../../threads/start-error.js";
import { throwIfStopped } from "../../stop.js";
import { damageOf } from "./damage.js";
import { DecoderThread } from "./decoder-thread.js";
import { locatePackages } from "./locate-packages.js";
import type { DecoderMessage, DecoderRequest } from "./messages.js";

/** Seconds that the decoder may work without a message: damaged data can cause an endless loop. */
const PATIENCE = 60;
/** Milliseconds that an idle thread is kept for the next file. */
const KEPT = 500;

/** How Parquet files are decoded. */
export interface DecoderOptions {
  readonly spawn?: SpawnThread | undefined;
  readonly stop?: AbortSignal | undefined;
  /** Seconds that the decoder may work without a message. */
  readonly patience?: number | undefined;
}

/** A message about a Parquet file: its column, then the text of its rows. */
export type Decoded = Extract<DecoderMessage, { readonly kind: "opened" | "rows" }>;

/**
 * Decodes Parquet files in a separate thread, because damaged data can cause an endless loop in the decoder, and only
 * ending the thread stops it. The thread is kept for a moment: starting one takes longer than a small file.
 */
export class Decoders {
  readonly #options: DecoderOptions;
  #kept: { readonly thread: DecoderThread; readonly timer: NodeJS.Timeout } | undefined;

  constructor(options: DecoderOptions) {
    this.#options = options;
  }

  /**
   * Decodes a column of a file. The caller must end the iteration.
   * @throws InputError for a damaged file, and if the decoder makes no progress; `Stopped`; CheckError if the packages
   * that decode aren't installed
   */
  async *decode(request: DecoderRequest): AsyncIterable<Decoded> {
    const { stop, patience = PATIENCE } = this.#options;
    const { path } = request;
    const thread = this.#open();
    const stuck = new InputError(damageOf(path, `decoding made no progress for ${patience} seconds`));
    const watch = setInterval(() => {
      if (++thread.silence >= patience) thread.fail(stuck);
    }, 1000);
    // Only ends the wait: the actual signal is reported below.
    const onStop = () => thread.fail(new Stopped("SIGINT"));
    stop?.addEventListener("abort", onStop);
    let isDone = false;
    try {
      throwIfStopped(stop);
      thread.silence = 0;
      thread.request(request);
      while (!isDone) {
        const message = await thread.next();
        throwIfStopped(stop);
        isDone = message.kind === "end" || message.kind === "failed";
        if (message.kind === "failed") throw new InputError(message.message);
        if (message.kind === "opened" || message.kind === "rows") yield message;
        if (message.kind === "rows") thread.take();
      }
    } catch (error) {
      throwIfStopped(stop);
      throw threadError(path, error);
    } finally {
      clearInterval(watch);
      stop?.removeEventListener("abort", onStop);
      if (isDone) this.#keep(thread);
      else await thread.terminate();
    }
  }

  #open(): DecoderThread {
    const kept = this.#kept;
    this.#kept = undefined;
    clearTimeout(kept?.timer);
    return kept?.thread ?? new DecoderThread(spawnOf(this.#options.spawn)({ packages: locatePackages() }, {}));
  }

  #keep(thread: DecoderThread): void {
    const timer = setTimeout(() => {
      this.#kept = undefined;
      void thread.terminate();
    }, KEPT);
    this.#kept = { thread, timer };
  }
}

function threadError(path: string, error: unknown): unknown {
  if (hasCode(error, "ERR_WORKER_OUT_OF_MEMORY")) {
    return new InputError(damageOf(path, "decoding needs more memory than is available"));
  }
  return error instanceof Error ? (startError(error, 1) ?? error) : error;
}
