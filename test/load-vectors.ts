import { readFileSync } from "node:fs";

/** The metadata of every file of test/vectors. */
export interface VectorFile {
  readonly about?: string;
  readonly source: string;
  readonly date: string;
  readonly licence: string;
}

/** One file of test/vectors: its shape is the caller's word, its head is checked. */
export function loadVectors<Shape>(file: string): Shape & VectorFile {
  const vectors = JSON.parse(readFileSync(`test/vectors/${file}`, "utf8")) as Shape & VectorFile;
  for (const field of ["source", "date", "licence"] as const) {
    if (typeof vectors[field] !== "string") throw new Error(`test/vectors/${file} lacks its ${field}.`);
  }
  return vectors;
}

export function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, "hex"));
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
