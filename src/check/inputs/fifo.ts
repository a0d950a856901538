import { constants, open } from "node:fs";
import { Socket } from "node:net";
import { promisify } from "node:util";

const openDescriptor = promisify(open);

/**
 * The bytes of a named pipe. The event loop waits for the writer and its data. A thread of libuv's pool that waited, to open
 * the pipe or to read it, could not be interrupted, and would keep the process from ending.
 */
export async function* readFifo(path: string): AsyncIterable<Uint8Array> {
  const fd = await openDescriptor(path, constants.O_RDONLY | constants.O_NONBLOCK);
  yield* new Socket({ fd, readable: true, writable: false });
}
