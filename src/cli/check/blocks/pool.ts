import { setImmediate } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { hasCode, reasonOfCode } from "../../../local/system-errors.js";
import { CliError, InputError } from "../../errors.js";
import { BlockControl } from "./control.js";
import { type BlockFault, type BlockFile, type BlockResult, blockCount } from "./protocol.js";
import type { BlockScanner } from "./scanner.js";

/** The threads of a run, this one among them: they share the blocks of a file, and here the results come together. */
export class BlockPool {
  readonly #workers: readonly Worker[];
  readonly #scanner: BlockScanner;
  readonly #results = new Map<number, BlockResult | BlockFault>();
  #failure: Error | undefined;
  #control: BlockControl | undefined;
  #wake: () => void = () => undefined;

  /** @param workers threads that run `serveBlocks` */
  constructor(workers: readonly Worker[], scanner: BlockScanner) {
    this.#workers = workers;
    this.#scanner = scanner;
    for (const worker of workers) {
      worker.on("message", (result: BlockResult | BlockFault) => {
        this.#results.set(result.index, result);
        this.#wake();
      });
      worker.on("error", (error) => {
        this.#failure ??= this.#startError(error) ?? error;
        this.#wake();
      });
    }
  }

  /** How many blocks may be under way: two for each thread. */
  get ahead(): number {
    return 2 * this.#workers.length + 2;
  }

  /** The results of all blocks of a file, in order. A block is dealt with when the next one is asked for. */
  async *scan(file: BlockFile): AsyncIterable<BlockResult> {
    const count = blockCount(file);
    const control = new BlockControl(file.control, count, this.ahead);
    this.#control = control;
    for (const worker of this.#workers) worker.postMessage({ file, ahead: this.ahead });
    for (let index = 0; index < count; index++) {
      yield await this.#result(file, control, index);
      control.countDone();
    }
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.#control?.stop();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  /** The result of a block: instead of waiting for it this thread does what is to be done. */
  async #result(file: BlockFile, control: BlockControl, index: number): Promise<BlockResult> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      const result = this.#results.get(index);
      if (result !== undefined) {
        this.#results.delete(index);
        if ("fault" in result) throw new InputError(result.fault);
        return result;
      }
      const own = control.take();
      if (own === undefined) await this.#message();
      else {
        this.#results.set(own, this.#scanner.scanOrFault(file, own));
        // Lets messages in, and signals.
        await setImmediate();
      }
    }
  }

  /** The error of a thread that could not be started; `undefined` for any other. */
  #startError(error: Error): CliError | undefined {
    if (!hasCode(error, "ERR_WORKER_INIT_FAILED")) return undefined;
    // Only the message says why: `Worker initialization failure: EMFILE`.
    const code = error.message.split(" ").at(-1) ?? "";
    const reason = reasonOfCode(code) ?? error.message;
    return new CliError(`can't start ${this.#workers.length + 1} threads: ${reason}; pass a smaller number as --jobs`);
  }

  #message(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
