import type { Socket } from "node:net";
import { Duplex } from "node:stream";

/** Bytes that are read ahead of the answers: 28 of the shortest requests. */
const SLICE = 512;

/**
 * A client's connection that reads no further while requests are unanswered. Over a bare socket, Node parses all requests
 * of a chunk before it answers the first, 3,600 of the shortest, and keeps every answer that the client doesn't read.
 */
export class Connection extends Duplex {
  readonly #socket: Socket;
  #turn: Promise<void> = Promise.resolve();
  #unanswered = 0;
  #isWanted = false;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("readable", () => this.#feed());
    socket.on("end", () => this.#feed());
    socket.on("timeout", () => this.emit("timeout"));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  /** Answers requests one at a time, in their order; `answer` resolves when the answer has been sent. */
  inTurn(answer: () => Promise<void>): void {
    this.#unanswered++;
    this.#turn = this.#turn.then(async () => {
      if (!this.destroyed) await answer();
      this.#unanswered--;
      this.#feed();
    });
  }

  /** Emits `timeout` when nothing was received, and nothing of what was sent was taken, for so many milliseconds. */
  setTimeout(milliseconds: number): this {
    this.#socket.setTimeout(milliseconds);
    return this;
  }

  /** Closes the connection when everything has been sent. Node calls it after an answer that is the last one. */
  destroySoon(): void {
    this.end(() => this.destroy());
  }

  override _read(): void {
    this.#isWanted = true;
    this.#feed();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #feed(): void {
    if (!this.#isWanted || this.#unanswered > 0 || this.destroyed) return;
    const slice: Buffer | null = this.#socket.read(Math.min(SLICE, this.#socket.readableLength));
    if (slice === null && !this.#socket.readableEnded) return;
    this.#isWanted = false;
    this.push(slice);
  }
}
