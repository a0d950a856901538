import type { Framing } from "./format.js";

export const LF = 0x0a;
export const CR = 0x0d;

/** Every LF ends a record. */
export class LineFraming implements Framing {
  line = 1;
  lineEnd = LF;

  findEnd(bytes: Buffer, from: number): number {
    const at = bytes.indexOf(LF, from);
    if (at !== -1) this.line++;
    return at;
  }

  endsInLineEnd(): boolean {
    return false;
  }

  fault(): undefined {
    return undefined;
  }
}
