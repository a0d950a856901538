import { BASE_SIZE, codeByte, ID_DIGITS } from "../format/codec.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { Verdict } from "../format/verdict.js";
import { encodeWtf8Into, piecesOf } from "../format/wtf8.js";
import { WasmClassifier } from "./classifier.js";
import { ContextSlots, NamespaceContexts } from "./contexts.js";
import { BLOCK_SIZE, Kernel, type KernelViews, TILE } from "./kernel.js";
import { type Engine, type PreparedNamespace, Refusal } from "./types.js";

/**
 * Creates the engine of `assembly/`: four SHA-256 lanes in SIMD. One instance of the module serves every namespace. Calls
 * don't depend on data of earlier calls in its memory, except for some key contexts; the memory is private to the engine.
 */
export function createWasmEngine(module: WebAssembly.Module): Engine {
  const kernel = new Kernel(module);
  const slots = new ContextSlots(kernel);
  const ready = new WeakMap<NamespaceKeys, NamespaceContexts>();
  const contextsOf = (keys: NamespaceKeys): NamespaceContexts => {
    const contexts = ready.get(keys) ?? new NamespaceContexts(keys, slots);
    ready.set(keys, contexts);
    return contexts;
  };
  return {
    name: "wasm",
    prepare: (keys) => new WasmPreparedNamespace(kernel, contextsOf(keys)),
    classifier: (scopes) =>
      new WasmClassifier(
        kernel,
        scopes,
        scopes.map(({ keys }) => contextsOf(keys)),
      ),
  };
}

/** The maximum number of UTF-8 bytes for one UTF-16 unit. */
const BYTES_PER_UNIT = 3;
/** The maximum number of units of all names in a tile, and of one piece of a longer name: the kernel's memory never shrinks, so it is bounded. */
const TILE_UNITS = 65_536;

const encoder = /* @__PURE__ */ new TextEncoder();
/** Decodes digits, which are ASCII: `decode` of a view takes 60 to 90 ns, half of what a table takes (Node 20). */
const decoder = /* @__PURE__ */ new TextDecoder();

/**
 * How many IDs are decoded together. Slices of one string keep all of it alive: with this number, a caller that keeps one
 * ID keeps 1 KB, not a tile of 32 KB. It is as fast as decoding all at once (320 ns an ID with its derivation); decoding
 * one by one takes 70 ns more.
 */
const DECODED = 16;

class WasmPreparedNamespace implements PreparedNamespace {
  readonly #kernel: Kernel;
  readonly #contexts: NamespaceContexts;

  constructor(kernel: Kernel, contexts: NamespaceContexts) {
    this.#kernel = kernel;
    this.#contexts = contexts;
  }

  named(name: string, code: number): string {
    if (name.length > TILE_UNITS) return this.#namedInPieces(name, code);
    const kernel = this.#kernel;
    const { at } = kernel;
    kernel.reserveText(BYTES_PER_UNIT * name.length);
    const length = encodeWtf8Into(name, kernel.views.text);
    kernel.call.deriveNamed(this.#contexts.addressOf(code), at.text, length, code, at.id, at.digits);
    return decoder.decode(kernel.views.digits);
  }

  /** Encodes and hashes a long name in pieces. The rest of a piece's last block is put before the next piece. */
  #namedInPieces(name: string, code: number): string {
    const kernel = this.#kernel;
    const { call, at } = kernel;
    kernel.reserveText(BYTES_PER_UNIT * TILE_UNITS + BLOCK_SIZE);
    const { text, digits } = kernel.views;
    const context = this.#contexts.addressOf(code);
    let state = context;
    let absorbed = 0;
    let left = 0;
    for (const piece of piecesOf(name, TILE_UNITS)) {
      const length = left + encodeWtf8Into(piece, text.subarray(left));
      const blocks = Math.floor(length / BLOCK_SIZE);
      if (blocks > 0) {
        call.absorb(state, at.text, blocks, at.state);
        state = at.state;
      }
      absorbed += blocks;
      left = length % BLOCK_SIZE;
      text.copyWithin(0, length - left, length);
    }
    call.deriveRest(context, state, absorbed, at.text, left, code, at.id, at.digits);
    return decoder.decode(digits);
  }

  namedAll(names: readonly string[], code: number): string[] {
    const ids: string[] = [];
    for (let from = 0; from < names.length; ) {
      const tile = names.slice(from, tileEnd(names, from));
      if (tile.length === 1) ids.push(this.named(tile[0], code));
      else this.#nameTile(tile, code, ids);
      from += tile.length;
    }
    return ids;
  }

  unique(base: Uint8Array, code: number): string {
    const { call, at, views } = this.#kernel;
    views.id.set(base);
    if (code !== UNRESTRICTED) views.id[BASE_SIZE - 1] = code;
    call.seal(this.#contexts.addressOf(code), at.id, at.digits);
    return decoder.decode(views.digits);
  }

  check(text: string, expected: number): number {
    const { call, at, views } = this.#kernel;
    if (text.length !== ID_DIGITS || encoder.encodeInto(text, views.digits).read !== ID_DIGITS)
      return Refusal.malformed;
    const { jurisdictions } = this.#contexts.keys;
    const first = jurisdictions.has(expected) ? expected : UNRESTRICTED;
    const verdict = call.checkDigits(this.#contexts.addressOf(first), at.digits, at.id);
    if (verdict === Verdict.malformed) return Refusal.malformed;
    const code = codeByte(views.id);
    // Under a jurisdiction's key, the code must match too; under the root key, byte 15 is arbitrary.
    if (verdict === Verdict.valid && (first === UNRESTRICTED || first === code)) return first;
    if (first !== UNRESTRICTED && this.#isValid(UNRESTRICTED)) return UNRESTRICTED;
    const untried = code !== first && jurisdictions.has(code);
    return untried && this.#isValid(code) ? code : Refusal.foreign;
  }

  /** Whether the ID in the kernel's memory has the right tag for a jurisdiction, or for none. */
  #isValid(code: number): boolean {
    return this.#kernel.call.check(this.#contexts.addressOf(code), this.#kernel.at.id) === 1;
  }

  /** Derives the IDs of a tile of names. */
  #nameTile(tile: readonly string[], code: number, ids: string[]): void {
    const kernel = this.#kernel;
    const { at } = kernel;
    const count = tile.length;
    kernel.reserveText(BYTES_PER_UNIT * tile.reduce((units, name) => units + name.length, 0));
    const { views } = kernel;
    if (!writeAsciiNames(tile, views)) writeNames(tile, views);
    kernel.call.deriveNames(this.#contexts.addressOf(code), at.text, at.words, count, code, at.ids, at.rows);
    for (let start = 0; start < count; start += DECODED)
      readIds(views.rows, start, Math.min(start + DECODED, count), ids);
  }
}

/** Appends the digits of the rows `from` to `to` to a list. */
function readIds(rows: Uint8Array, from: number, to: number, ids: string[]): void {
  const digits = decoder.decode(rows.subarray(from * ID_DIGITS, to * ID_DIGITS));
  for (let at = 0; at < digits.length; at += ID_DIGITS) ids.push(digits.slice(at, at + ID_DIGITS));
}

/** The end of the tile of names that starts at `from`: it has at least one name. */
function tileEnd(names: readonly string[], from: number): number {
  const last = Math.min(from + TILE, names.length);
  let units = names[from].length;
  let end = from + 1;
  while (end < last && units + names[end].length <= TILE_UNITS) units += names[end++].length;
  return end;
}

/**
 * Writes names without gaps, and the start of each. Encodes all at once, which takes a third of the time, but works only
 * for ASCII, where a name has as many bytes as units.
 * @returns whether they are ASCII; if not, what was written must be ignored
 */
function writeAsciiNames(names: readonly string[], { text, offsets }: KernelViews): boolean {
  let joined = "";
  for (let i = 0; i < names.length; i++) {
    offsets[i] = joined.length;
    joined += names[i];
  }
  offsets[names.length] = joined.length;
  return encoder.encodeInto(joined, text).written === joined.length;
}

/** The same for any names. */
function writeNames(names: readonly string[], { text, offsets }: KernelViews): void {
  let end = 0;
  for (let i = 0; i < names.length; i++) {
    offsets[i] = end;
    end += encodeWtf8Into(names[i], text.subarray(end));
  }
  offsets[names.length] = end;
}
