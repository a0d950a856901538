import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { ID_SIZE } from "../../format/codec.js";
import { letSignalsIn } from "../inputs/stop.js";
import { IdTable } from "./id-table.js";
import { Partition } from "./partition.js";

/** Bytes of a read: a multiple of the size of an ID. */
const READ_SIZE = 512 * 1024;

/** Receives a table with all IDs that start with these bytes. The table is valid until the returned promise resolves. */
export type TakeTable = (table: IdTable, prefix: readonly number[]) => Promise<void> | void;

/**
 * Reads the IDs in a file, 32 bytes each, into a table of fixed size. If they don't fit, they are distributed to 256 files
 * by their first byte, and each of those is read in the same way, by the next byte. So the tables are in the order of
 * their IDs. Needs 14 MB of memory, and as much disk space as the file has.
 * @param path the file; the others are created next to it
 * @param take called for each table
 * @param stop ends the reading when aborted
 */
export async function readTables(path: string, take: TakeTable, stop: AbortSignal | undefined): Promise<void> {
  await new TableReader(take, stop).read(path, []);
}

class TableReader {
  readonly #take: TakeTable;
  readonly #stop: AbortSignal | undefined;
  readonly #table = new IdTable();
  readonly #buffer = Buffer.alloc(READ_SIZE);

  constructor(take: TakeTable, stop: AbortSignal | undefined) {
    this.#take = take;
    this.#stop = stop;
  }

  /** @param prefix the common first bytes of all IDs in the file; with a prefix, the file is one of ours, and is removed */
  async read(path: string, prefix: readonly number[]): Promise<void> {
    this.#table.clear();
    const { length } = this.#buffer;
    const words = new Uint32Array(this.#buffer.buffer, this.#buffer.byteOffset, length / 4);
    const fitted = await this.#readFile(path, (size) => {
      for (let at = 0; at < size / 4; at += ID_SIZE / 4) if (!this.#table.add(words, at)) return false;
      return true;
    });
    if (!fitted) return this.#readParts(path, prefix);
    await this.#take(this.#table, prefix);
    if (prefix.length > 0) rmSync(path);
  }

  async #readParts(path: string, prefix: readonly number[]): Promise<void> {
    const partition = new Partition(`${path}.`);
    try {
      await this.#readFile(path, (size) => {
        for (let at = 0; at < size; at += ID_SIZE) {
          partition.add(this.#buffer[at + prefix.length], this.#buffer, at, at + ID_SIZE);
        }
        return true;
      });
    } finally {
      partition.close();
    }
    if (prefix.length > 0) rmSync(path);
    for (const part of partition.parts()) await this.read(partition.path(part), [...prefix, part]);
  }

  /** Passes a file to `take`, buffer by buffer, until `take` returns `false`. Returns whether the whole file was taken. */
  async #readFile(path: string, take: (size: number) => boolean): Promise<boolean> {
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
