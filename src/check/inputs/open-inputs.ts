import { constants, type Stats } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { readFifo } from "./fifo.js";
import type { Input } from "./input.js";
import { lookAt, type RegularFile, readError, truncatedError } from "./regular-file.js";
import { fileSource, streamSource } from "./sources.js";
import { untilStopped } from "./stop.js";
import { unpack } from "./unpack.js";

/** Bytes of a read. zlib is idle between two reads, so they are large (256 KB took a quarter longer). */
const READ_SIZE = 1024 * 1024;

/** The context in which inputs are opened. */
export interface InputEnvironment {
  /** The stream that `-` refers to. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Ends reading when aborted. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * Opens inputs: paths of files, and `-` for standard input. Checks that each exists and is readable, as far as possible
 * before reading.
 * @param names paths and `-`
 * @param environment standard input, and the signal that stops reading
 * @throws CheckError for an input that can't be read, and if `-` occurs twice
 */
export async function openInputs(names: readonly string[], environment: InputEnvironment): Promise<Input[]> {
  if (names.indexOf("-") !== names.lastIndexOf("-")) throw new CheckError("standard input (-) can be read only once");
  const inputs: Input[] = [];
  for (const name of names) {
    inputs.push(name === "-" ? standardInput(environment) : await namedInput(name, environment));
  }
  return inputs;
}

/** The input at a path. An input that can be read only once is not read here. */
async function namedInput(path: string, { stop }: InputEnvironment): Promise<Input> {
  let stats: Stats;
  let file: RegularFile | undefined;
  try {
    stats = await stat(path);
    await access(path, constants.R_OK);
    if (stats.isFile()) file = lookAt(path);
  } catch (error) {
    if (error instanceof CheckError) throw error;
    throw new CheckError(`can't read ${quote(path)}: ${systemReason(error)}`);
  }
  if (stats.isDirectory()) throw new CheckError(`can't read ${quote(path)}: it is a folder, not a file`);
  return stats.isFIFO() ? streamInput(path, path, () => readFifo(path), stop) : fileInput(path, file, stop);
}

function standardInput({ stdin, stop }: InputEnvironment): Input {
  return streamInput("stdin", undefined, () => stdin, stop);
}

/** An input that can be read only once. */
function streamInput(
  name: string,
  path: string | undefined,
  open: () => AsyncIterable<Uint8Array>,
  stop: AbortSignal | undefined,
): Input {
  const shown = path === undefined ? "standard input" : quote(path);
  async function* chunks(): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of open()) {
        input.bytesRead += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw readError(shown, error);
    }
  }
  const input: Input = {
    name,
    path,
    file: undefined,
    bytesRead: 0,
    open: (from) => streamSource(untilStopped(unpack(chunks(), name), stop), from),
  };
  return input;
}

function fileInput(path: string, file: RegularFile | undefined, stop: AbortSignal | undefined): Input {
  async function* chunks(): AsyncIterable<Uint8Array> {
    const handle = await open(path).catch((error: unknown) => {
      throw readError(quote(path), error);
    });
    try {
      const buffer = Buffer.allocUnsafe(READ_SIZE);
      input.bytesRead = 0;
      for (;;) {
        const position = file === undefined ? null : input.bytesRead;
        const { bytesRead } = await handle.read(buffer, 0, READ_SIZE, position).catch((error: unknown) => {
          throw readError(quote(path), error);
        });
        if (bytesRead === 0) {
          if (file !== undefined && input.bytesRead < file.size) throw truncatedError(path);
          return;
        }
        input.bytesRead += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }
  const input: Input = {
    name: path,
    path,
    file,
    bytesRead: 0,
    open(from) {
      if (file?.container === "none") {
        return fileSource(path, file, from, (position) => {
          input.bytesRead = position;
        });
      }
      return streamSource(untilStopped(unpack(chunks(), path), stop), from);
    },
  };
  return input;
}
