import { Worker } from "node:worker_threads";
import { connect, type MainFunctions, type ThreadData, type ThreadFunctions } from "./protocol.js";

const MODULE = new URL("./isolate/main.js", import.meta.url);

/** The main thread's view of a thread that runs the Worker's code. */
export class Thread {
  readonly #worker: Worker;
  readonly #channel: ReturnType<typeof connect<ThreadFunctions, MainFunctions>>;

  /** @param onEnd called when the thread has ended: a thread that runs out of memory ends by itself */
  constructor(workerData: ThreadData, functions: MainFunctions, onEnd: () => void) {
    this.#worker = new Worker(MODULE, { workerData });
    this.#channel = connect<ThreadFunctions, MainFunctions>(this.#worker, functions);
    this.#worker.on("error", (error) => console.error(error));
    this.#worker.on("exit", () => {
      onEnd();
      this.#channel.$close(new Error("The thread of the object has ended."));
    });
  }

  get invoke(): ThreadFunctions["invoke"] {
    return this.#channel.invoke;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
