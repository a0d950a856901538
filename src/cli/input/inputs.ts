import { constants, type Stats } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { systemReason } from "../../local/system-errors.js";
import { quote } from "../../text/printable.js";
import { CliError, InputError } from "../errors.js";
import type { Io } from "../io.js";
import { readFifo } from "./fifo.js";
import { lookAt, type RegularFile, readOnError, truncatedError } from "./plain-file.js";
import { untilStopped } from "./stop.js";
import { textOf } from "./text.js";

/** Bytes of a read: some thousands of IDs. */
const READ_SIZE = 256 * 1024;

/** Text that is to be read once, from start to end. */
export interface Input {
  /** As the user named it; `stdin` for standard input. */
  readonly name: string;
  /** The path of a file; `undefined` for standard input. */
  readonly path: string | undefined;
  /** What is known of a regular file. */
  readonly file: RegularFile | undefined;
  /** How many bytes were read so far, as they are in the file. */
  bytesRead: number;
  /**
   * The text, unpacked and without a byte order mark, from byte `from` of it on. Each chunk is only good until the next
   * is asked for. Throws {@link InputError} where reading fails, also `Stopped`.
   */
  text(from?: number): AsyncIterable<Uint8Array>;
}

/** The inputs that arguments name, all of them seen to be there and readable before the first is read. */
export async function openInputs(names: readonly string[], io: Io): Promise<Input[]> {
  const paths = names.length === 0 ? ["-"] : names;
  if (paths.indexOf("-") !== paths.lastIndexOf("-")) throw new CliError("standard input (-) can be read only once");
  const inputs: Input[] = [];
  for (const path of paths) inputs.push(path === "-" ? standardInput(io) : await namedInput(path, io));
  return inputs;
}

/** The input of a path: looked at, but not read where it can be read only once. */
async function namedInput(path: string, io: Io): Promise<Input> {
  let stats: Stats;
  let file: RegularFile | undefined;
  try {
    stats = await stat(path);
    await access(path, constants.R_OK);
    if (stats.isFile()) file = lookAt(path);
  } catch (error) {
    throw new CliError(`can't read ${quote(path)}: ${systemReason(error)}`);
  }
  if (stats.isDirectory()) throw new CliError(`can't read ${quote(path)}: it is a directory, and a file is wanted`);
  return stats.isFIFO() ? streamInput(path, path, () => readFifo(path), io) : fileInput(path, file, io);
}

function standardInput(io: Io): Input {
  return streamInput("stdin", undefined, () => io.stdin, io);
}

/** An input that can be read only once. */
function streamInput(name: string, path: string | undefined, open: () => AsyncIterable<Uint8Array>, io: Io): Input {
  const shown = path === undefined ? "standard input" : quote(path);
  async function* chunks(): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of open()) {
        input.bytesRead += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw new InputError(`can't read ${shown}: ${systemReason(error)}`);
    }
  }
  const input: Input = {
    name,
    path,
    file: undefined,
    bytesRead: 0,
    text: (from) => textOf(untilStopped(chunks(), io.stop), name, from),
  };
  return input;
}

function fileInput(path: string, file: RegularFile | undefined, io: Io): Input {
  async function* chunks(start: number): AsyncIterable<Uint8Array> {
    const handle = await open(path).catch((error: unknown) => {
      throw new InputError(`can't read ${quote(path)}: ${systemReason(error)}`);
    });
    try {
      // One buffer for the whole file: what reads it has copied a chunk before it asks for the next.
      const buffer = Buffer.allocUnsafe(READ_SIZE);
      input.bytesRead = start;
      for (;;) {
        const position = file === undefined ? null : input.bytesRead;
        const { bytesRead } = await handle.read(buffer, 0, READ_SIZE, position).catch((error: unknown) => {
          throw readOnError(path, error);
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
    text: (from = 0) =>
      // Where the text is what the file holds, what is left out need not be read.
      file?.isPlain && from > 0
        ? untilStopped(chunks(file.bom + from), io.stop)
        : textOf(untilStopped(chunks(0), io.stop), path, from),
  };
  return input;
}
