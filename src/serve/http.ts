import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { Connection } from "./connection.js";
import { refuseBroken, refuseConnect, unreadable } from "./refusals.js";

/** Handles requests; it never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/** A running server. */
export interface Listening {
  /** The IP address that it listens on. */
  readonly address: string;
  /** `http://127.0.0.1:8787`, with the actual port if port 0 was requested. */
  readonly origin: string;
  /** Stops accepting connections, and resolves when the pending requests have been answered. */
  close(): Promise<void>;
}

/** Limits for clients, also before they have authenticated. */
export interface Limits {
  /** Milliseconds that a client may take to send a request, to read part of an answer, or to stay idle. */
  readonly patience: number;
  /** The maximum number of connections; further ones are closed at once. */
  readonly connections: number;
}

const LIMITS: Limits = { patience: 15_000, connections: 256 };

/** Milliseconds that pending requests may take after `close`. */
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
    // With Node's default of 30 s, a client could take 45 s.
    connectionsCheckingInterval: Math.ceil(patience / 15),
    keepAliveTimeout: patience,
    // The host is checked below, because Node's own refusal has no body.
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
      // Only the client is limited in time: a handler may take as long as it needs.
      socket.setTimeout(0);
      await respond(incoming, outgoing);
      if (!outgoing.writableFinished) socket.setTimeout(patience);
      await closed;
      // While the server shuts down, each connection is closed after its answer.
      if (!server.listening) server.closeIdleConnections();
    });
  };
  server.on("request", answer);
  // Without these listeners, Node answers itself, not in JSON, or not at all.
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

/** Runs `answer` after the earlier answers on the connection have been sent. */
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
