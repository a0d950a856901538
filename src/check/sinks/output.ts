import type { RecordBatch } from "../../bulk/records/batch.js";
import type { Destination, Sink } from "../sink.js";
import { ByteBuffer } from "./byte-buffer.js";

/** A sink that writes bytes to one destination. */
export abstract class OutputSink<Snapshot = null> implements Sink<Snapshot> {
  /** @internal */
  protected readonly buffer: ByteBuffer = new ByteBuffer();
  readonly #destination: Destination;

  constructor(destination: Destination) {
    this.#destination = destination;
  }

  get pending(): number {
    return this.buffer.length;
  }

  abstract add(batch: RecordBatch): void;
  abstract snapshot(): Snapshot;
  abstract merge(part: Snapshot): void;

  async flush(): Promise<void> {
    if (this.buffer.length > 0) await this.#destination.write(this.buffer.take());
  }
}
