import { ZSTDDecoder } from "zstddec/stream";

/** Functions of libzstd, compiled to WASM. A negative size is a negated error code. */
interface LibZstd {
  readonly memory: WebAssembly.Memory;
  malloc(size: number): number;
  free(address: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): void;
  ZSTD_DStreamInSize(): number;
  ZSTD_DStreamOutSize(): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

/** Bytes to begin a frame with: enough for libzstd to find the length of its header. */
const FRAME_START = 5;
const BLOCK_HEADER = 3;
/** Bytes of `ZSTD_inBuffer` and `ZSTD_outBuffer`: address, size and position. */
const BUFFER_STRUCT = 12;
/** The upper bound of libzstd's error codes. */
const ERROR_CODES = 120;
/** Faults by libzstd's error code. */
const FAULTS: Readonly<Record<number, string>> = {
  16: "its window is too large",
  22: "the content does not match its checksum",
  32: "it was packed with a dictionary",
  64: "there is not enough memory to unpack it",
};

/** The result of one step of a decoder. */
export interface Step {
  /** The unpacked bytes. Valid only until the next step. */
  readonly output: Uint8Array;
  /** How many bytes of the input were used. */
  readonly taken: number;
}

let library: Promise<LibZstd> | undefined;

/** Unpacks zstd frames (RFC 8878) one after the other, and verifies their checksums. Must be closed. */
export class ZstdDecoder {
  readonly #lib: LibZstd;
  readonly #context: number;
  readonly #inSize: number;
  readonly #outSize: number;
  readonly #in: number;
  readonly #out: number;
  readonly #structs: number;
  /** How many bytes libzstd gets next: up to the end of a block. With more, it would lose the blocks before a damaged one. */
  #wanted = FRAME_START;
  /** Whether the output buffer was full, so there may be more output. */
  #isFull = false;
  isBetweenFrames = true;

  private constructor(lib: LibZstd) {
    this.#lib = lib;
    this.#context = lib.ZSTD_createDCtx();
    this.#inSize = lib.ZSTD_DStreamInSize();
    this.#outSize = lib.ZSTD_DStreamOutSize();
    this.#in = lib.malloc(this.#inSize);
    this.#out = lib.malloc(this.#outSize);
    this.#structs = lib.malloc(2 * BUFFER_STRUCT);
  }

  static async open(): Promise<ZstdDecoder> {
    library ??= loadLibrary();
    return new ZstdDecoder(await library);
  }

  /** Whether a step without input may still produce output. */
  get hasMore(): boolean {
    return this.#isFull;
  }

  /** Unpacks the next bytes, as many as fit into one step. Throws an `Error` that describes the damage. */
  step(input: Uint8Array): Step {
    const lib = this.#lib;
    const size = Math.min(input.length, this.#wanted, this.#inSize);
    new Uint8Array(lib.memory.buffer, this.#in, size).set(input.subarray(0, size));
    const structs = new Uint32Array(lib.memory.buffer, this.#structs, 6);
    structs.set([this.#in, size, 0, this.#out, this.#outSize, 0]);
    const result = lib.ZSTD_decompressStream(this.#context, this.#structs + BUFFER_STRUCT, this.#structs);
    if (result < 0 && result >= -ERROR_CODES) throw new Error(FAULTS[-result] ?? "its data is damaged");
    // The memory may have grown, which detaches the old views.
    const [, , taken, , , produced] = new Uint32Array(lib.memory.buffer, this.#structs, 6);
    // libzstd requests the header of the next block together with a block.
    this.#wanted = result === 0 ? FRAME_START : result > BLOCK_HEADER ? result - BLOCK_HEADER : result;
    this.#isFull = produced === this.#outSize;
    this.isBetweenFrames = result === 0;
    return { output: new Uint8Array(lib.memory.buffer, this.#out, produced), taken };
  }

  close(): void {
    this.#lib.ZSTD_freeDCtx(this.#context);
    for (const address of [this.#in, this.#out, this.#structs]) this.#lib.free(address);
  }
}

/**
 * Loads the WASM module in `zstddec`. The package's own `decodeStreaming` drops the errors of libzstd, and loops forever
 * after one, so we call the module's exports ourselves.
 */
async function loadLibrary(): Promise<LibZstd> {
  const decoder = new ZSTDDecoder();
  const settle = decoder._init;
  let instance: WebAssembly.Instance | undefined;
  decoder._init = (source) => {
    settle(source);
    instance = source.instance;
  };
  await decoder.init();
  if (instance === undefined) throw new Error("zstddec did not load its module.");
  return instance.exports as unknown as LibZstd;
}
