import type { Thread } from "../../../threads/protocol.js";
import { type DecoderMessage, type DecoderRequest, TAKEN } from "./messages.js";

/** A thread that decodes Parquet files, one after the other. */
export class DecoderThread {
  readonly #thread: Thread;
  readonly #messages: DecoderMessage[] = [];
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  /** Seconds since its last message, counted in timer ticks: while the machine sleeps, the thread is not considered late. */
  silence = 0;

  /** @param thread runs `serveDecoder` */
  constructor(thread: Thread) {
    this.#thread = thread;
    thread.on("message", (message) => {
      this.silence = 0;
      this.#messages.push(message as DecoderMessage);
      this.#wake();
    });
    thread.on("error", (error) => this.fail(error));
  }

  request(request: DecoderRequest): void {
    this.#thread.postMessage(request);
  }

  /** Allows the thread to send one more chunk of rows. */
  take(): void {
    this.#thread.postMessage(TAKEN);
  }

  /** Waits for the next message. Throws the thread's error after its last message. */
  async next(): Promise<DecoderMessage> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Makes {@link next} throw an error. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  async terminate(): Promise<void> {
    await this.#thread.terminate();
  }
}
