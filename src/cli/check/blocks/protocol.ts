import type { OutputName } from "../../output/writers.js";
import type { Part } from "../part.js";

/** A namespace, as one thread hands it to another: only ever within this process's memory. */
export interface SharedNamespace {
  readonly label: string;
  readonly rootKey: Uint8Array;
  readonly jurisdiction: string | undefined;
}

/** What a thread is started with. */
export interface WorkerSetup {
  /** The compiled module of the WASM engine; nothing where that can't run. */
  readonly module: WebAssembly.Module | undefined;
  readonly engine: string | undefined;
  readonly namespaces: readonly SharedNamespace[];
  readonly outputs: readonly OutputName[];
}

/**
 * A file of lines that threads share, cut into blocks of equal size. Who takes a block counts up `next` in the shared
 * memory; places are bytes of text, to which the byte order mark does not belong.
 */
export interface BlockFile {
  /** Good in all threads: descriptors are the process's. */
  readonly fd: number;
  readonly name: string;
  readonly bom: number;
  /** Where the first block begins, which is where a line begins. */
  readonly start: number;
  readonly end: number;
  readonly blockSize: number;
  /** Bytes of the inputs before this one, and the length of a stretch in which faults are counted. */
  readonly offset: number;
  readonly width: number;
  /** See `BlockControl`. */
  readonly control: SharedArrayBuffer;
  /** Memory for the outputs of a block: its own until it has been dealt with. See `slotOf`. */
  readonly slots: readonly SharedArrayBuffer[];
}

/** What is found in a block: all lines that lie wholly within it. */
export interface BlockResult {
  readonly index: number;
  /** So many bytes at its start belong to a line that began before it: all of them, if no line ends there. */
  readonly head: number;
  /** Where the line begins that doesn't end there. */
  readonly tail: number;
  readonly lines: number;
  /** Lines are counted from 1 there. */
  readonly part: Part;
  /** Bytes for each output of the set-up. */
  readonly outputs: readonly Uint8Array[];
}

/** A block that can't be read, in words. */
export interface BlockFault {
  readonly index: number;
  readonly fault: string;
}

/** No two blocks that are under way at a time have the same slot, as there are as many as blocks may be under way. */
export function slotOf({ slots }: BlockFile, index: number): SharedArrayBuffer | undefined {
  return slots[index % slots.length];
}

export function blockCount({ start, end, blockSize }: BlockFile): number {
  return Math.ceil((end - start) / blockSize);
}
