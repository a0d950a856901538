import { constants, open } from "node:fs";
import { Socket } from "node:net";
import { promisify } from "node:util";

const openDescriptor = promisify(open);

/**
 * What comes through a pipe that has a path. The event loop waits for the writer and for what it writes. If one of Node's
 * own threads waited, be it to open the pipe or to read, it could not be called back, and the process could not end.
 */
export async function* readFifo(path: string): AsyncIterable<Uint8Array> {
  const fd = await openDescriptor(path, constants.O_RDONLY | constants.O_NONBLOCK);
  yield* new Socket({ fd, readable: true, writable: false });
}
