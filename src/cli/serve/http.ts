import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { refuseBroken, refuseConnect, unreadable } from "./refusals.js";

/** What answers requests. */
export type Handler = (request: Request) => Promise<Response>;

/** A server that listens. */
export interface Listening {
  /** `http://127.0.0.1:8787`: what it really listens on, were it asked for port 0. */
  readonly origin: string;
  /** Takes no more connections, and resolves when the requests that are under way have been answered. */
  close(): Promise<void>;
}

/** Milliseconds that requests under way may still take after `close`. */
const GRACE = 10_000;
/** Milliseconds that a client may take to send its headers, and its request. */
const PATIENCE = 15_000;

/** Serves a handler over HTTP. Rejects with the system's error where the port can't be had. */
export async function listen(handler: Handler, port: number, host: string): Promise<Listening> {
  const server = createServer({
    headersTimeout: PATIENCE,
    requestTimeout: PATIENCE,
    keepAliveTimeout: 5000,
    // It is required below: Node's own refusal has no body.
    requireHostHeader: false,
  });
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    void respond(handler, incoming, outgoing);
  };
  server.on("request", answer);
  // Without these, Node answers by itself, or not at all: never in JSON.
  server.on("checkExpectation", answer);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => refuseBroken(error, socket));
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => refuseConnect(socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { address, family, port: actual } = server.address() as AddressInfo;
  const origin = `http://${family === "IPv6" ? `[${address}]` : address}:${actual}`;
  return { origin, close: () => drain(server) };
}

/** One request. What the handler can't be asked at all is refused here. */
async function respond(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // No route takes a body: it is read past, so that the connection can be used again.
  incoming.resume();
  const request = requestOf(incoming);
  const response = request === undefined ? unreadable(incoming.method) : await handler(request);
  const body = Buffer.from(await response.arrayBuffer());
  if (outgoing.destroyed) return;
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": body.length });
  outgoing.end(incoming.method === "HEAD" ? undefined : body);
}

/** The request as the platform has them; `undefined` for a method or a target that it can't express. */
function requestOf({ method = "GET", url = "/", rawHeaders, httpVersion }: IncomingMessage): Request | undefined {
  const headers = new Headers();
  try {
    for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i], rawHeaders[i + 1]);
    if (httpVersion === "1.1" && !headers.has("host")) return undefined;
    // Joined and not resolved: `//host/path` stays a path. The Host header decides nothing.
    return new Request(url.startsWith("/") ? `http://localhost${url}` : new URL(url), { method, headers });
  } catch {
    return undefined;
  }
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
