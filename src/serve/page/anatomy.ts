import { createValidator, type Validator } from "../../bulk/validator.js";
import { BASE_SIZE, ID_SIZE } from "../../format/codec.js";
import { decodeHex } from "../../format/hex.js";
import { JurisdictionTable } from "../../format/jurisdiction.js";
import { Verdict } from "../../format/verdict.js";
import { DurableObjectNamespace } from "../../namespace/namespace.js";
import type { Namespace } from "./client.js";

/** The parts of a text as an ID. */
export type Anatomy =
  | { readonly kind: "empty" }
  | { readonly kind: "malformed"; readonly reason: string }
  | {
      readonly kind: "id";
      /** All 64 digits, in lower case. */
      readonly digits: string;
      /** 30 digits, 2 digits and 32 digits. */
      readonly base: string;
      readonly byte15: string;
      readonly tag: string;
      /** The id of the namespace in which it is valid; `undefined` if it is foreign to all namespaces with a known key. */
      readonly owner: string | undefined;
      /** The jurisdiction of the ID, if it is valid. */
      readonly jurisdiction: string | undefined;
    };

/** Splits IDs into their parts and finds their namespace, in the page itself, with the keys that are not secret. */
export class Inspector {
  /** How many namespaces have a key that is known to the page, and how many a secret one. */
  readonly known: number;
  readonly secret: number;
  readonly #ids: readonly string[];
  readonly #tables: readonly JurisdictionTable[];
  readonly #validator: Validator | undefined;

  constructor(namespaces: readonly Namespace[]) {
    const open = namespaces.flatMap(({ id, uniqueKey, jurisdictions }) =>
      // The page's content security policy forbids compiling WASM.
      uniqueKey === null
        ? []
        : [{ id, jurisdictions, namespace: new DurableObjectNamespace({ uniqueKey, jurisdictions, engine: "pure" }) }],
    );
    this.known = open.length;
    this.secret = namespaces.length - open.length;
    this.#ids = open.map(({ id }) => id);
    this.#tables = open.map(({ jurisdictions }) => new JurisdictionTable(jurisdictions));
    this.#validator = open.length === 0 ? undefined : createValidator(open.map(({ namespace }) => namespace));
  }

  inspect(text: string): Anatomy {
    const digits = text.trim().toLowerCase();
    if (digits === "") return { kind: "empty" };
    if (!decodeHex(digits, new Uint8Array(ID_SIZE))) return { kind: "malformed", reason: faultOf(digits) };
    const codeAt = 2 * (BASE_SIZE - 1);
    const result = this.#validator?.check([digits]);
    const isValid = result?.verdicts[0] === Verdict.valid;
    const index = isValid ? result.namespaces[0] : -1;
    return {
      kind: "id",
      digits,
      base: digits.slice(0, codeAt),
      byte15: digits.slice(codeAt, codeAt + 2),
      tag: digits.slice(codeAt + 2),
      owner: this.#ids[index],
      jurisdiction: isValid ? this.#tables[index].nameOf(result.jurisdictions[0]) : undefined,
    };
  }
}

function faultOf(digits: string): string {
  const stranger = [...digits].find((char) => !/[0-9a-f]/.test(char));
  if (stranger !== undefined) return `${JSON.stringify(stranger)} is not a hex digit`;
  return `must be 64 hex digits, got ${digits.length}`;
}
