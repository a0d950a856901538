import {
  codeByte,
  FOREIGN,
  findJurisdiction,
  hasValidTag,
  ID_DIGITS,
  ID_SIZE,
  type Mac,
  type NamespaceMacs,
  writeNamedId,
  writeUniqueId,
} from "../format/codec.js";
import { decodeHex, decodeHexBytes, encodeHex } from "../format/hex.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import type { NamespaceKeys } from "../format/key.js";
import { NO_NAMESPACE, Verdict } from "../format/verdict.js";
import { encodeWtf8 } from "../format/wtf8.js";
import { HmacState } from "./hmac.js";
import {
  type Classifier,
  type Engine,
  type PreparedNamespace,
  Refusal,
  type Scope,
  type VerdictArrays,
} from "./types.js";
import { type Attempt, validationOrder } from "./validation-order.js";

/** The engine made only of TypeScript and `@noble/hashes`: it runs wherever JavaScript does. */
export const pureEngine: Engine = {
  name: "pure",
  prepare: (keys) => new PurePreparedNamespace(keys),
  classifier: (scopes) => new PureClassifier(scopes),
};

/** A namespace's keys as HMAC states: the root's at once, a jurisdiction's when an ID with its code first comes by. */
class PureMacs implements NamespaceMacs {
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

/** Enough rows that the call costs little in comparison, few enough to stay in the cache: 32 KB. */
const CAPACITY = 512;

class PureClassifier implements Classifier {
  readonly capacity = CAPACITY;
  readonly #macs: readonly PureMacs[];
  readonly #attempts: readonly Attempt[];
  readonly #rows = new Uint8Array(CAPACITY * ID_DIGITS);
  readonly #id = new Uint8Array(ID_SIZE);

  constructor(scopes: readonly Scope[]) {
    // Subnamespaces of one namespace share its keys, and so its states.
    const prepared = new Map<NamespaceKeys, PureMacs>();
    this.#macs = scopes.map(({ keys }) => {
      const macs = prepared.get(keys) ?? new PureMacs(keys);
      prepared.set(keys, macs);
      return macs;
    });
    this.#attempts = validationOrder(scopes);
  }

  rows(): Uint8Array {
    return this.#rows;
  }

  run(count: number, into: VerdictArrays, at: number): void {
    for (let row = 0; row < count; row++) {
      const isWellFormed = decodeHexBytes(this.#rows, row * ID_DIGITS, this.#id);
      if (isWellFormed) this.#classify(into, at + row);
      else write(into, at + row, Verdict.malformed, NO_NAMESPACE, UNRESTRICTED);
    }
  }

  #classify(into: VerdictArrays, at: number): void {
    const carried = codeByte(this.#id);
    for (const { scope, code, verdict } of this.#attempts) {
      if (code !== UNRESTRICTED && code !== carried) continue;
      const macs = this.#macs[scope];
      const mac = code === UNRESTRICTED ? macs.root : macs.ofCode(code);
      if (mac === undefined || !hasValidTag(mac, this.#id)) continue;
      write(into, at, verdict, scope, code);
      return;
    }
    write(into, at, Verdict.foreign, NO_NAMESPACE, UNRESTRICTED);
  }
}

function write(into: VerdictArrays, at: number, verdict: Verdict, namespace: number, jurisdiction: number): void {
  into.verdicts[at] = verdict;
  into.namespaces[at] = namespace;
  into.jurisdictions[at] = jurisdiction;
}
