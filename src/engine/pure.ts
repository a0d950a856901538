import {
  FOREIGN,
  findJurisdiction,
  ID_SIZE,
  type Mac,
  type NamespaceMacs,
  writeNamedId,
  writeUniqueId,
} from "../format/codec.js";
import { decodeHex, encodeHex } from "../format/hex.js";
import { HmacState } from "../format/hmac.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { encodeWtf8 } from "../format/wtf8.js";
import { type Engine, type PreparedNamespace, Refusal } from "./types.js";

/** The engine of TypeScript: it runs wherever JavaScript does. */
export const pureEngine: Engine = {
  name: "pure",
  prepare: (keys) => new PurePreparedNamespace(keys),
};

/** A namespace's keys as HMAC states: the root's at once, a jurisdiction's when an ID with its code first comes by. */
export class PureMacs implements NamespaceMacs {
  readonly root: Mac;
  readonly #keys: NamespaceKeys;
  readonly #byCode = new Map<number, Mac>();

  constructor(keys: NamespaceKeys) {
    this.root = macOf(keys.root());
    this.#keys = keys;
  }

  ofCode(code: number): Mac | undefined {
    const known = this.#byCode.get(code);
    if (known !== undefined || !this.#keys.jurisdictions.has(code)) return known;
    const mac = macOf(this.#keys.ofCode(code));
    this.#byCode.set(code, mac);
    return mac;
  }
}

function macOf(key: Uint8Array): Mac {
  const state = new HmacState(key);
  return (message, out) => state.mac(message, out);
}

class PurePreparedNamespace implements PreparedNamespace {
  readonly #macs: PureMacs;
  readonly #id = new Uint8Array(ID_SIZE);

  constructor(keys: NamespaceKeys) {
    this.#macs = new PureMacs(keys);
  }

  named(name: string, code: number): string {
    writeNamedId(this.#mac(code), encodeWtf8(name), code, this.#id);
    return encodeHex(this.#id);
  }

  namedAll(names: readonly string[], code: number): string[] {
    return names.map((name) => this.named(name, code));
  }

  unique(base: Uint8Array, code: number): string {
    writeUniqueId(this.#mac(code), base, code, this.#id);
    return encodeHex(this.#id);
  }

  check(text: string, expected: number): number {
    if (!decodeHex(text, this.#id)) return Refusal.malformed;
    const code = findJurisdiction(this.#macs, this.#id, expected);
    return code === FOREIGN ? Refusal.foreign : code;
  }

  #mac(code: number): Mac {
    const mac = code === UNRESTRICTED ? this.#macs.root : this.#macs.ofCode(code);
    if (mac === undefined) throw new Error(`No jurisdiction has the code ${code}.`);
    return mac;
  }
}
