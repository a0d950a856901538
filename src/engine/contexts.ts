import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { CONTEXT_SIZE, CONTEXT_SLOTS, type Kernel } from "./kernel.js";

/** A key's context, kept outside the kernel: namespaces come and go, but the kernel's memory never shrinks. */
export class KeyContext {
  readonly #bytes: Uint8Array;
  /** Its slot in the kernel's memory, if `ContextSlots` has copied it there. */
  slot = 0;

  constructor(kernel: Kernel, key: Uint8Array) {
    const { all } = kernel.views;
    const { key: at, contexts } = kernel.at;
    all.set(key, at);
    kernel.call.prepareKey(at, contexts);
    this.#bytes = all.slice(contexts, contexts + CONTEXT_SIZE);
    all.fill(0, at, at + key.length);
  }

  copyTo(memory: Uint8Array, at: number): void {
    memory.set(this.#bytes, at);
  }
}

/** The contexts in the kernel's memory: the most recently used ones. */
export class ContextSlots {
  readonly #kernel: Kernel;
  readonly #slots: (KeyContext | undefined)[] = new Array(CONTEXT_SLOTS).fill(undefined);
  #next = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Computes the context of a key. */
  prepare(key: Uint8Array): KeyContext {
    // Contexts are computed in the first slot, which overwrites the context there.
    this.#slots[0] = undefined;
    return new KeyContext(this.#kernel, key);
  }

  /** The address of a context, which is copied to a slot if needed. Valid until the next call of this method or of `prepare`. */
  addressOf(context: KeyContext): number {
    if (this.#slots[context.slot] !== context) this.#load(context);
    return this.#kernel.at.contexts + context.slot * CONTEXT_SIZE;
  }

  #load(context: KeyContext): void {
    context.slot = this.#next;
    this.#next = (this.#next + 1) % CONTEXT_SLOTS;
    this.#slots[context.slot] = context;
    context.copyTo(this.#kernel.views.all, this.#kernel.at.contexts + context.slot * CONTEXT_SIZE);
  }
}

/** The contexts of one namespace's keys: that of the root key is computed at once, that of a jurisdiction at its first use. */
export class NamespaceContexts {
  readonly keys: NamespaceKeys;
  readonly #slots: ContextSlots;
  readonly #root: KeyContext;
  readonly #byCode = new Map<number, KeyContext>();

  constructor(keys: NamespaceKeys, slots: ContextSlots) {
    this.keys = keys;
    this.#slots = slots;
    this.#root = slots.prepare(keys.root());
  }

  /**
   * The address of the context for a code: 0 for the root key, or the code of one of the namespace's jurisdictions. Valid
   * until the next call.
   */
  addressOf(code: number): number {
    return this.#slots.addressOf(code === UNRESTRICTED ? this.#root : this.#ofCode(code));
  }

  #ofCode(code: number): KeyContext {
    const known = this.#byCode.get(code);
    if (known !== undefined) return known;
    const context = this.#slots.prepare(this.keys.ofCode(code));
    this.#byCode.set(code, context);
    return context;
  }
}
