import { closeSync, openSync, readFileSync, writevSync } from "node:fs";

/*
 * The input that is tried now, in a file: it outlives a process that the input ends. The file begins with the length of
 * the input, and is written over: to empty it first would take longer than most runs (measured).
 */
const LENGTH = 4;

/** Writes each input before it is tried. */
export class CurrentInput {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, "w");
  }

  write(input: Uint8Array): void {
    const length = Buffer.alloc(LENGTH);
    length.writeUInt32LE(input.length);
    writevSync(this.#file, [length, input], 0);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The input that was written last. */
export function readCurrentInput(path: string): Uint8Array {
  const bytes = readFileSync(path);
  return bytes.length < LENGTH ? bytes : bytes.subarray(LENGTH, LENGTH + bytes.readUInt32LE());
}
