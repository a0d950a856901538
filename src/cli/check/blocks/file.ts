import { closeSync, openSync, readSync } from "node:fs";
import type { LineChecker } from "../../../bulk/line-checker.js";
import { systemReason } from "../../../local/system-errors.js";
import { quote } from "../../../text/printable.js";
import { InputError } from "../../errors.js";
import type { Input } from "../../input/inputs.js";
import { type RegularFile, readOnError, truncatedError } from "../../input/plain-file.js";
import { LineReader } from "../../records/line-reader.js";
import { textFormat } from "../../records/text.js";
import type { Source } from "../faults.js";
import type { Job } from "../job.js";
import { BlockControl } from "./control.js";
import type { BlockPool } from "./pool.js";
import type { BlockFile } from "./protocol.js";

/** Bytes of a block: more where nothing but counts come back from it. */
const BLOCK = 512 * 1024;
const BLOCK_WITH_OUTPUTS = 256 * 1024;
const READ_SIZE = 256 * 1024;

/**
 * Validates the lines of a regular file from where the job is, block by block, several at a time. Of a line that lies in
 * two blocks or more neither thread sees all: those are read again here, in between.
 * @returns how many bytes of text the file had
 */
export async function checkBlocks(
  input: Input,
  { size, bom }: RegularFile,
  pool: BlockPool,
  lines: LineChecker,
  job: Job,
): Promise<number> {
  const { position, offset } = job.place;
  const { results } = job;
  const fd = openInput(input.name);
  try {
    // Room for every line in two outputs, and as much again for columns before it.
    const slotSize = results.outputs.length > 0 ? 3 * BLOCK_WITH_OUTPUTS : 0;
    const blockSize = results.outputs.length > 0 ? BLOCK_WITH_OUTPUTS : BLOCK;
    const file: BlockFile = {
      fd,
      name: input.name,
      bom,
      start: position.offset,
      end: size - bom,
      blockSize,
      offset,
      width: results.report.width,
      control: BlockControl.allocate(),
      slots: Array.from({ length: pool.ahead }, () => new SharedArrayBuffer(slotSize)),
    };
    const { ids, longest } = textFormat();
    const source: Source = { name: input.name, ids, longest, offset };
    const reader = new LineReader(lines, position);
    const buffer = Buffer.allocUnsafe(READ_SIZE);
    /** Reads from `from` to `to` here. Behind the end that the file had at first, only what there is. */
    const readBetween = async (from: number, to: number): Promise<number> => {
      let at = from;
      while (at < to) {
        const bytesRead = readSome(file, buffer, Math.min(READ_SIZE, to - at), at);
        if (bytesRead === 0) {
          if (at < file.end) throw truncatedError(input.name);
          break;
        }
        await job.add(reader.read(buffer.subarray(0, bytesRead)), reader, source);
        at += bytesRead;
      }
      return at;
    };
    let seam = file.start;
    for await (const { index, head, tail, lines: count, part, outputs } of pool.scan(file)) {
      const start = file.start + index * blockSize;
      await readBetween(seam, start + head);
      if (count > 0) {
        await results.append(part, outputs, reader.line - 1);
        reader.skip(tail - head, count);
      }
      seam = start + tail;
      input.bytesRead = bom + seam;
      await job.pause(input, reader.position());
    }
    // The last line, and what was appended to the file meanwhile.
    for (let to = seam; ; seam = to) {
      to = await readBetween(seam, seam + READ_SIZE);
      if (to === seam) break;
      await job.pause(input, reader.position());
    }
    await job.add(reader.end(), reader, source);
    return seam;
  } finally {
    closeSync(fd);
  }
}

function openInput(name: string): number {
  try {
    return openSync(name, "r");
  } catch (error) {
    throw new InputError(`can't read ${quote(name)}: ${systemReason(error)}`);
  }
}

function readSome({ fd, name, bom }: BlockFile, buffer: Buffer, size: number, at: number): number {
  try {
    return readSync(fd, buffer, 0, size, bom + at);
  } catch (error) {
    throw readOnError(name, error);
  }
}
