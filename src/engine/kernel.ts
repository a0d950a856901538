import { ID_DIGITS, ID_SIZE } from "../format/codec.js";
import { KEY_SIZE } from "../format/key.js";

/** Rows of one pass: few enough that a tile (52 KB) stays in the cache, and enough to make the cost of the call small. */
export const TILE = 512;
/** The size of a key's context: the states of SHA-256 after the inner and the outer pad. */
export const CONTEXT_SIZE = 64;
/** The maximum number of contexts in the kernel's memory. */
export const CONTEXT_SLOTS = 64;

/** The size of a state of SHA-256. */
const STATE_SIZE = 32;
/** The size of a block of SHA-256. */
export const BLOCK_SIZE = 64;

const PAGE_SIZE = 65_536;

/** The exports of the module of `assembly/`, which documents each function. All arguments are numbers and addresses. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: WebAssembly.Global<"i32">;
  prepareKey(key: number, context: number): void;
  deriveNamed(context: number, name: number, length: number, code: number, id: number, digits: number): void;
  /** Hashes whole blocks of a long name into a state (`at.state`); the first call starts from the key's context. */
  absorb(from: number, blocks: number, count: number, to: number): void;
  /** The same as `deriveNamed`, for the rest of a name after `absorb`. */
  deriveRest(
    context: number,
    state: number,
    absorbed: number,
    rest: number,
    length: number,
    code: number,
    id: number,
    digits: number,
  ): void;
  seal(context: number, id: number, digits: number): void;
  check(context: number, id: number): number;
  checkDigits(context: number, digits: number, id: number): number;
  deriveNames(
    context: number,
    names: number,
    offsets: number,
    count: number,
    code: number,
    ids: number,
    digits: number,
  ): void;
  decodeRows(digits: number, count: number, ids: number, pending: number, verdicts: number): number;
  partition(ids: number, pending: number, count: number, code: number): number;
  verify(
    context: number,
    ids: number,
    pending: number,
    count: number,
    verdict: number,
    namespace: number,
    code: number,
    verdicts: number,
    namespaces: number,
    jurisdictions: number,
  ): number;
}

/**
 * The layout of the kernel's memory, after the part that the module itself uses. No other file has these offsets.
 *
 *   contexts     CONTEXT_SLOTS × 64    key contexts (contexts.ts)
 *   key          32                    a key, while its context is computed
 *   id           32                    the ID of a single call
 *   digits       64                    the digits of that ID
 *   state        32                    the state of SHA-256 while a long name is hashed in pieces
 *   rows         TILE × 64             the digits of many IDs
 *   ids          TILE × 32             the same IDs, decoded
 *   words        (TILE + 1) × 4        rows that no key has accepted yet; when IDs are derived, the start of each name
 *   namespaces   TILE × 2              the results for each row
 *   jurisdictions TILE × 1
 *   verdicts     TILE × 1
 *   text         to the memory's end   names, or lines; only this part grows
 */
export interface KernelLayout {
  readonly contexts: number;
  readonly key: number;
  readonly id: number;
  readonly digits: number;
  readonly state: number;
  readonly rows: number;
  readonly ids: number;
  readonly words: number;
  readonly namespaces: number;
  readonly jurisdictions: number;
  readonly verdicts: number;
  readonly text: number;
}

function layOut(heapBase: number): KernelLayout {
  let end = heapBase;
  const take = (size: number): number => {
    const start = Math.ceil(end / 16) * 16;
    end = start + size;
    return start;
  };
  return {
    contexts: take(CONTEXT_SLOTS * CONTEXT_SIZE),
    key: take(KEY_SIZE),
    id: take(ID_SIZE),
    digits: take(ID_DIGITS),
    state: take(STATE_SIZE),
    rows: take(TILE * ID_DIGITS),
    ids: take(TILE * ID_SIZE),
    words: take((TILE + 1) * 4),
    namespaces: take(TILE * 2),
    jurisdictions: take(TILE),
    verdicts: take(TILE),
    text: take(0),
  };
}

/** Views of the kernel's memory. They are created again whenever the memory grows, which detaches the old ones. */
export interface KernelViews {
  readonly all: Uint8Array;
  readonly id: Uint8Array;
  readonly digits: Uint8Array;
  readonly rows: Uint8Array;
  /** The start of each name in the text, then the end of the last name. */
  readonly offsets: Uint32Array;
  readonly namespaces: Uint16Array;
  readonly jurisdictions: Uint8Array;
  readonly verdicts: Uint8Array;
  readonly text: Uint8Array;
}

function view(buffer: ArrayBuffer, at: KernelLayout): KernelViews {
  const bytes = (start: number, length: number): Uint8Array => new Uint8Array(buffer, start, length);
  return {
    all: new Uint8Array(buffer),
    id: bytes(at.id, ID_SIZE),
    digits: bytes(at.digits, ID_DIGITS),
    rows: bytes(at.rows, TILE * ID_DIGITS),
    offsets: new Uint32Array(buffer, at.words, TILE + 1),
    namespaces: new Uint16Array(buffer, at.namespaces, TILE),
    jurisdictions: bytes(at.jurisdictions, TILE),
    verdicts: bytes(at.verdicts, TILE),
    text: bytes(at.text, buffer.byteLength - at.text),
  };
}

/** An instance of the module with its memory. All its methods are synchronous, and one instance serves all keys. */
export class Kernel {
  readonly call: KernelExports;
  readonly at: KernelLayout;
  #views: KernelViews;

  constructor(module: WebAssembly.Module) {
    this.call = new WebAssembly.Instance(module).exports as unknown as KernelExports;
    this.at = layOut(this.call.heapBase.value);
    this.#grow(this.at.text + PAGE_SIZE);
    this.#views = view(this.call.memory.buffer, this.at);
  }

  /** The current memory. Don't keep the views across a call of {@link reserveText}. */
  get views(): KernelViews {
    return this.#views;
  }

  /** Makes room for a text of `size` bytes. */
  reserveText(size: number): void {
    if (size <= this.#views.text.length) return;
    this.#grow(this.at.text + size);
    this.#views = view(this.call.memory.buffer, this.at);
  }

  /** @param size more bytes than there are */
  #grow(size: number): void {
    const { memory } = this.call;
    memory.grow(Math.ceil((size - memory.buffer.byteLength) / PAGE_SIZE));
  }
}
