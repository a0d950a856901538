import { findJurisdiction, ID_SIZE, type NamespaceMacs, writeNamedId, writeUniqueId } from "../format/codec.js";
import { decodeHex, encodeHex } from "../format/hex.js";
import { HmacState } from "../format/hmac.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { encodeWtf8 } from "../format/wtf8.js";
import { type Engine, type PreparedNamespace, Refusal } from "./types.js";

/** The engine in TypeScript: it runs in every JavaScript runtime. */
export const pureEngine: Engine = {
  name: "pure",
  prepare: (keys) => new PurePreparedNamespace(keys),
};

/** A namespace's keys as HMAC states: that of the root key is computed at once, that of a jurisdiction at its first use. */
export class PureMacs implements NamespaceMacs {
  readonly root: HmacState;
  readonly #keys: NamespaceKeys;
  readonly #byCode = new Map<number, HmacState>();

  constructor(keys: NamespaceKeys) {
    this.root = new HmacState(keys.root());
    this.#keys = keys;
  }

  ofCode(code: number): HmacState | undefined {
    return this.#keys.jurisdictions.has(code) ? this.get(code) : undefined;
  }

  /** The state of the root key for 0, or of a jurisdiction's key for its code. @throws Error for an unknown code */
  get(code: number): HmacState {
    if (code === UNRESTRICTED) return this.root;
    const mac = this.#byCode.get(code) ?? new HmacState(this.#keys.ofCode(code));
    this.#byCode.set(code, mac);
    return mac;
  }
}

class PurePreparedNamespace implements PreparedNamespace {
  readonly #macs: PureMacs;
  readonly #id = new Uint8Array(ID_SIZE);

  constructor(keys: NamespaceKeys) {
    this.#macs = new PureMacs(keys);
  }

  named(name: string, code: number): string {
    writeNamedId(this.#macs.get(code), encodeWtf8(name), code, this.#id);
    return encodeHex(this.#id);
  }

  namedAll(names: readonly string[], code: number): string[] {
    return names.map((name) => this.named(name, code));
  }

  unique(base: Uint8Array, code: number): string {
    writeUniqueId(this.#macs.get(code), base, code, this.#id);
    return encodeHex(this.#id);
  }

  check(text: string, expected: number): number {
    if (!decodeHex(text, this.#id)) return Refusal.malformed;
    return findJurisdiction(this.#macs, this.#id, expected);
  }
}
