import { once, setMaxListeners } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { PagingClients, Surroundings } from "./paging-clients.js";
import { PATHS, type ReadBody } from "./requests.js";

/** The largest page. */
const LIMIT = 10_000;
/** Bytes that a slow reader takes of its page, twenty times a second. */
const SLOW_READ = 4096;
/** Milliseconds that a client stays, at most, if the server doesn't close its connection. */
const LONGEST_STAY = 40_000;
/** Requests that are sent at once by one who doesn't read: their answers don't fit into what the system buffers. */
const PIPELINED = 50;

/** Clients that misbehave: none of them may cost the server memory, a descriptor, or another client's answer. */
export class RudeClients {
  readonly #surroundings: Surroundings;
  readonly #paging: PagingClients;
  readonly #left = new Set<Socket>();
  readonly #half = new Set<Socket>();
  /** Pages that were read slowly, whole and right. */
  slowPages = 0;
  /** Connections that the server has closed, because nothing more came. */
  givenUp = 0;
  /** Connections that asked and hardly read. */
  unread = 0;

  constructor(surroundings: Surroundings, paging: PagingClients) {
    this.#surroundings = surroundings;
    this.#paging = paging;
    setMaxListeners(0, surroundings.stop);
  }

  /** Reads a page of 10,000 objects at 80 KB a second, and another one after that. */
  async readSlowly(): Promise<void> {
    const { stop, ledgers, faults } = this.#surroundings;
    while (!stop.aborted) {
      try {
        const page = await this.#paging.page(ledgers[0], LIMIT, { after: "", cursor: "" }, readBodySlowly);
        if (page !== undefined) this.slowPages++;
      } catch (error) {
        faults.add(`a slow reader's request failed: ${String(error)}`);
      }
    }
  }

  /**
   * Sends nothing, or half a request: the server has to close the connection. A busy one may take its time: Node 20 accepts
   * one connection in each turn of its event loop.
   */
  async sendHalf(text: string): Promise<void> {
    const { stop, served } = this.#surroundings;
    while (!stop.aborted) {
      await served.listening;
      const { life } = served;
      const socket = this.#open(text).resume();
      this.#half.add(socket);
      socket.once("close", () => this.#half.delete(socket));
      if ((await closedWithin(socket, LONGEST_STAY, stop)) && served.life === life) this.givenUp++;
      if (!stop.aborted) this.#destroy(socket);
    }
  }

  /** Asks for more than the system buffers, and reads a few bytes a second, or none. */
  async hardlyRead(bytesPerSecond: number): Promise<void> {
    const { stop, served, ledgers, token } = this.#surroundings;
    const path = PATHS.objects(ledgers[0].uniqueKey, LIMIT, "");
    const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    while (!stop.aborted) {
      await served.listening;
      const socket = this.#open(request.repeat(PIPELINED)).pause();
      this.unread++;
      const end = Date.now() + LONGEST_STAY;
      while (Date.now() < end && !stop.aborted && !socket.closed) {
        await sleep(1000);
        if (bytesPerSecond > 0) socket.read(bytesPerSecond);
      }
      if (!stop.aborted) this.#destroy(socket);
    }
  }

  /** Connections with nothing or half a request that are open. When the clients have ended, the server has to close them. */
  get half(): number {
    return this.#half.size;
  }

  /** Closes what clients have left open when they ended. */
  close(): void {
    for (const socket of this.#left) this.#destroy(socket);
  }

  #destroy(socket: Socket): void {
    socket.destroy();
    this.#left.delete(socket);
  }

  #open(text: string): Socket {
    const socket = connect({ port: Number(new URL(this.#surroundings.served.origin).port), host: "127.0.0.1" });
    this.#left.add(socket);
    // The server may be killed at any moment.
    socket.on("error", () => undefined);
    if (text !== "") socket.write(text);
    return socket;
  }
}

/** Reads what has come of an answer, in small pieces with pauses. */
const readBodySlowly: ReadBody = async (response) => {
  const ended = once(response, "end");
  ended.catch(() => undefined);
  const chunks: Buffer[] = [];
  while (!response.readableEnded && !response.destroyed) {
    const chunk: Buffer | null = response.read(Math.min(SLOW_READ, response.readableLength));
    if (chunk !== null) chunks.push(chunk);
    await sleep(50);
  }
  await ended;
  return Buffer.concat(chunks).toString();
};

/** Whether a connection is closed before so many milliseconds have passed, and before it is time to stop. */
function closedWithin(socket: Socket, milliseconds: number, stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = () => end(false);
    const timer = setTimeout(giveUp, milliseconds);
    const end = (isClosed: boolean) => {
      clearTimeout(timer);
      stop.removeEventListener("abort", giveUp);
      resolve(isClosed);
    };
    stop.addEventListener("abort", giveUp);
    socket.once("close", () => end(true));
  });
}
