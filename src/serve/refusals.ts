import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { faultEnvelope, faultResponse } from "../rest/envelope.js";
import { ApiFault, wrongMethod } from "../rest/faults.js";

/** The HTTP status for Node's error codes; for all other codes it is 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Refuses, in JSON, a request that is not HTTP or takes too long. */
export function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS[error.code ?? ""] ?? 400;
  writeRaw(socket, malformed(status, `Malformed request: ${STATUS_CODES[status]}`));
}

/** Refuses CONNECT, for which Node passes only the socket. */
export function refuseConnect(socket: Duplex): void {
  writeRaw(socket, wrongMethod("CONNECT", "GET, HEAD"));
}

/** Refuses a request whose target or host is not valid in a URL. */
export function unreadable(): Response {
  return faultResponse(malformed(400, "Malformed request target or headers"));
}

function malformed(status: number, message: string): ApiFault {
  return new ApiFault(status, { code: 6003, message });
}

function writeRaw(socket: Duplex, fault: ApiFault): void {
  const { status, headers } = fault;
  const body = JSON.stringify(faultEnvelope(fault));
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
