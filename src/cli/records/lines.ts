import type { Framing } from "./format.js";

export const LF = 0x0a;
export const CR = 0x0d;

/** Every newline ends a record. */
export class LineFraming implements Framing {
  line = 1;

  findEnd(bytes: Buffer, from: number): number {
    const at = bytes.indexOf(LF, from);
    if (at !== -1) this.line++;
    return at;
  }

  fault(): undefined {
    return undefined;
  }
}
