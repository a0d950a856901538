import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { faultResponse } from "../../rest/envelope.js";
import { ApiFault, wrongMethod } from "../../rest/faults.js";

/** By Node's code for what a client got wrong: anything else is a 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is no HTTP, or not in time: in JSON like all else. */
export function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS[error.code ?? ""] ?? 400;
  writeRaw(socket, malformed(status, `Malformed request: ${STATUS_CODES[status]}`));
}

/** Answers CONNECT, which Node hands out as a bare socket. */
export function refuseConnect(socket: Duplex): void {
  writeRaw(socket, wrongMethod("CONNECT", "GET, HEAD"));
}

/** The answer to a target or a host that make no URL. */
export function unreadable(): Response {
  return faultResponse(malformed(400, "Malformed request target or headers"));
}

function malformed(status: number, message: string): ApiFault {
  return new ApiFault(status, { code: 6003, message });
}

function writeRaw(socket: Duplex, { status, entry, headers }: ApiFault): void {
  const body = JSON.stringify({ success: false, errors: [entry], messages: [], result: null });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
