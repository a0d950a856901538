import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { CliError, InputError, systemReason } from "./errors.js";
import type { Io } from "./io.js";
import { quote } from "./text.js";

/** Bytes of a read: some thousands of IDs. */
const READ_SIZE = 256 * 1024;

/** Bytes that are to be read once, from start to end. */
export interface Input {
  /** As the user named it; `stdin` for standard input. */
  readonly name: string;
  /** The path of a file; `undefined` for standard input. */
  readonly path: string | undefined;
  /** Each chunk is only good until the next is asked for. Throws {@link InputError} where reading fails. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** The inputs that arguments name, all of them seen to be there and readable before the first is read. */
export async function openInputs(names: readonly string[], io: Io): Promise<Input[]> {
  const paths = names.length === 0 ? ["-"] : names;
  if (paths.indexOf("-") !== paths.lastIndexOf("-")) throw new CliError("standard input (-) can be read only once");
  for (const path of paths) if (path !== "-") await requireReadable(path);
  return paths.map((path) => (path === "-" ? standardInput(io) : fileInput(path)));
}

async function requireReadable(path: string): Promise<void> {
  let isDirectory: boolean;
  try {
    isDirectory = (await stat(path)).isDirectory();
    await access(path, constants.R_OK);
  } catch (error) {
    throw new CliError(`can't read ${quote(path)}: ${systemReason(error)}`);
  }
  if (isDirectory) throw new CliError(`can't read ${quote(path)}: it is a directory, and a file is wanted`);
}

function standardInput(io: Io): Input {
  async function* chunks(): AsyncIterable<Uint8Array> {
    try {
      yield* io.stdin;
    } catch (error) {
      throw new InputError(`can't read standard input: ${systemReason(error)}`);
    }
  }
  return { name: "stdin", path: undefined, chunks };
}

function fileInput(path: string): Input {
  async function* chunks(): AsyncIterable<Uint8Array> {
    const file = await open(path).catch((error: unknown) => {
      throw new InputError(`can't read ${quote(path)}: ${systemReason(error)}`);
    });
    try {
      // One buffer for the whole file: what reads it has copied a chunk before it asks for the next.
      const buffer = Buffer.allocUnsafe(READ_SIZE);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, READ_SIZE, null).catch((error: unknown) => {
          throw new InputError(`can't read on in ${quote(path)}: ${systemReason(error)}`);
        });
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }
  return { name: path, path, chunks };
}
