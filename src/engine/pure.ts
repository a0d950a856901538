import {
  FOREIGN,
  findJurisdiction,
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

/** The engine of TypeScript and `@noble/hashes` alone: it runs wherever JavaScript does. */
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

/** Enough rows that a call costs little beside them, few enough to stay in the cache: 32 KB. */
const CAPACITY = 512;

interface PreparedScope {
  readonly macs: PureMacs;
  readonly code: number;
}

class PureClassifier implements Classifier {
  readonly capacity = CAPACITY;
  readonly #scopes: readonly PreparedScope[];
  readonly #rows = new Uint8Array(CAPACITY * ID_DIGITS);
  readonly #id = new Uint8Array(ID_SIZE);

  constructor(scopes: readonly Scope[]) {
    // Subnamespaces of one namespace share its keys, and so its states.
    const prepared = new Map<NamespaceKeys, PureMacs>();
    this.#scopes = scopes.map(({ keys, code }) => {
      const macs = prepared.get(keys) ?? new PureMacs(keys);
      prepared.set(keys, macs);
      return { macs, code };
    });
  }

  rows(): Uint8Array {
    return this.#rows;
  }

  run(count: number, into: VerdictArrays, at: number): void {
    for (let row = 0; row < count; row++) {
      this.#classifyDigits(this.#rows, row * ID_DIGITS, into, at + row);
    }
  }

  #classifyDigits(bytes: Uint8Array, start: number, into: VerdictArrays, at: number): void {
    if (decodeHexBytes(bytes, start, this.#id)) this.#classify(into, at);
    else write(into, at, Verdict.malformed, NO_NAMESPACE, UNRESTRICTED);
  }

  #classify(into: VerdictArrays, at: number): void {
    let parent = NO_NAMESPACE;
    let jurisdictionThere = UNRESTRICTED;
    for (const [i, scope] of this.#scopes.entries()) {
      const code = findJurisdiction(scope.macs, this.#id, scope.code);
      if (code === FOREIGN) continue;
      if (scope.code === UNRESTRICTED || scope.code === code) {
        write(into, at, Verdict.valid, i, code);
        return;
      }
      if (parent === NO_NAMESPACE) {
        parent = i;
        jurisdictionThere = code;
      }
    }
    if (parent === NO_NAMESPACE) write(into, at, Verdict.foreign, NO_NAMESPACE, UNRESTRICTED);
    else write(into, at, Verdict.wrongJurisdiction, parent, jurisdictionThere);
  }
}

function write(into: VerdictArrays, at: number, verdict: Verdict, namespace: number, jurisdiction: number): void {
  into.verdicts[at] = verdict;
  into.namespaces[at] = namespace;
  into.jurisdictions[at] = jurisdiction;
}
