import { open } from "node:fs";
import { Socket } from "node:net";
import { promisify } from "node:util";

const openDescriptor = promisify(open);

/**
 * What comes through a pipe that has a path. Waited for by the event loop: a read in one of Node's own threads could not
 * be called back, and the process could not end before something comes.
 */
export async function* readFifo(path: string): AsyncIterable<Uint8Array> {
  const fd = await openDescriptor(path, "r");
  yield* new Socket({ fd, readable: true, writable: false });
}
