import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { BASE_SIZE, ID_SIZE } from "../../format/codec.js";
import { isSystemError, systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { letSignalsIn } from "../inputs/stop.js";
import type { Duplicates } from "../summary.js";
import { IdTable } from "./id-table.js";
import { Partition } from "./partition.js";

/** Bytes of a read: a whole number of IDs. */
const READ_SIZE = 512 * 1024;

/**
 * Counts duplicates among the IDs in a file, 32 bytes each, exactly: in a table of fixed size, if they fit; else they
 * are dealt out to 256 files by a byte of their tags, and each of those is counted for itself. Takes 14 MB of memory, and
 * as much room on the disk as the file has.
 * @param isOurs whether the file may be removed
 */
export async function countDuplicates(
  path: string,
  stop: AbortSignal | undefined,
  isOurs = false,
): Promise<Duplicates> {
  try {
    return await new Counter(stop).count(path, 0, isOurs);
  } catch (error) {
    throw isSystemError(error)
      ? new CheckError(`can't count duplicates in ${quote(path)}: ${systemReason(error)}`)
      : error;
  }
}

class Counter {
  readonly #stop: AbortSignal | undefined;
  readonly #table = new IdTable();
  readonly #buffer = Buffer.alloc(READ_SIZE);

  constructor(stop: AbortSignal | undefined) {
    this.#stop = stop;
  }

  /** @param level how many bytes of the tags are the same in all IDs of the file */
  async count(path: string, level: number, isOurs: boolean): Promise<Duplicates> {
    this.#table.clear();
    const { length } = this.#buffer;
    const words = new Uint32Array(this.#buffer.buffer, this.#buffer.byteOffset, length / 4);
    const fitted = await this.#read(path, (size) => {
      for (let at = 0; at < size / 4; at += ID_SIZE / 4) if (!this.#table.add(words, at)) return false;
      return true;
    });
    if (!fitted) return this.#countParts(path, level, isOurs);
    if (isOurs) rmSync(path);
    const { distinct, repeated, surplus } = this.#table;
    return { distinct, repeated, surplus };
  }

  async #countParts(path: string, level: number, isOurs: boolean): Promise<Duplicates> {
    const partition = new Partition(`${path}.`);
    try {
      await this.#read(path, (size) => {
        for (let at = 0; at < size; at += ID_SIZE) {
          partition.add(this.#buffer[at + BASE_SIZE + level], this.#buffer, at, at + ID_SIZE);
        }
        return true;
      });
    } finally {
      partition.close();
    }
    if (isOurs) rmSync(path);
    const sum = { distinct: 0, repeated: 0, surplus: 0 };
    for (const part of partition.paths()) {
      const { distinct, repeated, surplus } = await this.count(part, level + 1, true);
      sum.distinct += distinct;
      sum.repeated += repeated;
      sum.surplus += surplus;
    }
    return sum;
  }

  /** Hands on a file, a buffer after the other, until `take` has had enough; says whether it took all. */
  async #read(path: string, take: (size: number) => boolean): Promise<boolean> {
    const fd = openSync(path, "r");
    try {
      for (;;) {
        const size = readSync(fd, this.#buffer, 0, READ_SIZE, null);
        if (size === 0) return true;
        if (!take(size)) return false;
        await letSignalsIn(this.#stop);
      }
    } finally {
      closeSync(fd);
    }
  }
}
