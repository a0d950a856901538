import { type Batch, SHARED_SIZE } from "../../src/bulk/records/batch.js";
import { BatchRing } from "../../src/bulk/records/batch-ring.js";
import { type Position, type ReaderSettings, RecordReader } from "../../src/bulk/records/reader.js";
import { createScanner } from "../../src/engine/scan/select.js";
import type { EngineName } from "../../src/engine/types.js";

/** A record as a reader gives it out. */
export interface ReadRecord {
  /** The text where the ID should be. */
  readonly id: string | undefined;
  readonly line: number;
  /** The record with its line end. */
  readonly text: string;
}

/** All records of an input, and where reading could go on after each batch. */
export interface ReadInput {
  readonly records: readonly ReadRecord[];
  readonly header: string | undefined;
  /** How many records come before each of these places. */
  readonly positions: readonly (readonly [count: number, position: Position])[];
}

/** Reads an input that comes in these chunks, from its start or from a place in it. */
export function readRecords(
  chunks: readonly Uint8Array[],
  settings: ReaderSettings,
  engine: EngineName,
  position?: Position,
): ReadInput {
  const ring = new BatchRing([new ArrayBuffer(SHARED_SIZE)]);
  const reader = new RecordReader(createScanner(settings.format, engine), settings, ring, position);
  const records: ReadRecord[] = [];
  const positions: [number, Position][] = [];
  const take = (isLast: boolean): void => {
    for (let batch = reader.next(isLast); batch !== undefined; batch = reader.next(isLast)) {
      records.push(...recordsOf(batch));
      ring.release();
      if (reader.position) positions.push([records.length, reader.position]);
    }
  };
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const room = reader.room();
      const piece = chunk.subarray(at, at + room.length);
      room.set(piece);
      reader.filled(piece.length);
      at += piece.length;
      take(false);
    }
  }
  take(true);
  const header = reader.header && Buffer.from(reader.header).toString();
  return { records, header, positions };
}

function recordsOf(batch: Batch): ReadRecord[] {
  const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
  return Array.from({ length: batch.count }, (_, i) => ({
    id: batch.idText(i),
    line: batch.lineOf(i),
    text: bytes.toString("utf8", batch.starts[i], batch.nexts[i]),
  }));
}
