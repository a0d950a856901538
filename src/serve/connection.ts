import type { Socket } from "node:net";
import { Duplex } from "node:stream";

/** How many bytes are read ahead of the answers: 28 of the shortest requests. */
const SLICE = 512;

/**
 * A client's connection that stops reading while requests are unanswered. With a bare socket, Node parses all requests of
 * a chunk, up to 3,600, before it answers the first, and buffers every answer that the client doesn't read.
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

  /** Handles requests one at a time, in order; `answer` resolves when the answer has been sent. */
  inTurn(answer: () => Promise<void>): void {
    this.#unanswered++;
    this.#turn = this.#turn.then(async () => {
      if (!this.destroyed) await answer();
      this.#unanswered--;
      this.#feed();
    });
  }

  /** Emits `timeout` if for this time nothing was received, and the client accepted no sent data. */
  setTimeout(milliseconds: number): this {
    this.#socket.setTimeout(milliseconds);
    return this;
  }

  /** Closes the connection when everything has been sent. Node calls it after the last answer. */
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
