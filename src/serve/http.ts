import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { Connection } from "./connection.js";
import { refuseBroken, refuseConnect, unreadable } from "./refusals.js";

/** Answers requests; it never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/** A server that listens. */
export interface Listening {
  /** The IP address that it listens on. */
  readonly address: string;
  /** `http://127.0.0.1:8787`, with the port in use when port 0 was asked for. */
  readonly origin: string;
  /** Takes no more connections, and resolves when the requests under way have been answered. */
  close(): Promise<void>;
}

/** What clients may use of the server before they have authenticated. */
export interface Limits {
  /** Milliseconds that a client may take to send a request, to read some of an answer, or to stay idle. */
  readonly patience: number;
  /** Connections at a time; more are closed at once. */
  readonly connections: number;
}

const LIMITS: Limits = { patience: 15_000, connections: 256 };

/** Milliseconds that requests under way may still take after `close`. */
const GRACE = 10_000;

/** Serves a handler over HTTP. Rejects with the system's error if it can't listen. */
export async function listen(
  handler: Handler,
  port: number,
  host: string,
  { patience, connections }: Limits = LIMITS,
): Promise<Listening> {
  const server = createServer({
    headersTimeout: patience,
    requestTimeout: patience,
    // Node's default of 30 s would let a client take 45 s.
    connectionsCheckingInterval: Math.ceil(patience / 15),
    keepAliveTimeout: patience,
    // It is required below: Node's own refusal has no body.
    requireHostHeader: false,
  });
  server.maxConnections = connections;
  const [accept] = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => accept.call(server, new Connection(socket)));

  const respond = getRequestListener(handler, { overrideGlobalObjects: false, errorHandler: () => unreadable() });
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { socket } = incoming;
    inTurn(socket, async () => {
      const closed = new Promise((resolve) => outgoing.once("close", resolve));
      // Only the client's part is limited in time: a handler may take as long as it needs.
      socket.setTimeout(0);
      await respond(incoming, outgoing);
      if (!outgoing.writableFinished) socket.setTimeout(patience);
      await closed;
      // While the server drains, the end of an answer is the end of its connection.
      if (!server.listening) server.closeIdleConnections();
    });
  };
  server.on("request", answer);
  // Without these listeners Node answers itself, not in JSON, or not at all.
  server.on("checkExpectation", answer);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    inTurn(socket, async () => refuseBroken(error, socket));
  });
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    inTurn(socket, async () => refuseConnect(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { address, family, port: actual } = server.address() as AddressInfo;
  const origin = `http://${family === "IPv6" ? `[${address}]` : address}:${actual}`;
  return { address, origin, close: () => drain(server) };
}

/** Gives an answer when those before it on the connection have been sent. */
function inTurn(socket: Duplex, answer: () => Promise<void>): void {
  if (socket instanceof Connection) socket.inTurn(answer);
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close((error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
