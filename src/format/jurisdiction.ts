import { rangeError, typeError } from "./errors.js";

/** Jurisdictions by name, each with its code (1 to 255): the value of an ID's byte 15. */
export type Jurisdictions = Readonly<Record<string, number>>;

/** The current jurisdictions of the product, with the codes of our format. */
export const DEFAULT_JURISDICTIONS: Jurisdictions = /* @__PURE__ */ Object.freeze({
  eu: 1,
  fedramp: 2,
  "fedramp-high": 3,
  us: 4,
});

/** The code of an ID without a jurisdiction; never the code of a jurisdiction. */
export const UNRESTRICTED = 0;

const HIGHEST_CODE = 255;
/** Names are used in the key derivation as ASCII (format.md), so other characters are invalid. */
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/** A validated table of jurisdictions: codes by name, and names by code. */
export class JurisdictionTable {
  readonly #codes = new Map<string, number>();
  readonly #names = new Map<number, string>();

  /** @throws RangeError (`ERR_DO_JURISDICTION_TABLE`) for a code out of range or given twice, or a name not in ASCII. */
  constructor(jurisdictions: Jurisdictions = DEFAULT_JURISDICTIONS) {
    if (typeof jurisdictions !== "object" || jurisdictions === null) throw tableError("it must be an object");
    for (const [name, code] of Object.entries(jurisdictions)) {
      if (!PRINTABLE_ASCII.test(name)) {
        throw tableError(`the name ${JSON.stringify(name)} is not printable ASCII`);
      }
      if (!Number.isInteger(code) || code <= UNRESTRICTED || code > HIGHEST_CODE) {
        throw tableError(`the code of "${name}" is ${String(code)}, not an integer from 1 to ${HIGHEST_CODE}`);
      }
      const other = this.#names.get(code);
      if (other !== undefined) throw tableError(`"${other}" and "${name}" both have the code ${code}`);
      this.#codes.set(name, code);
      this.#names.set(code, name);
    }
  }

  /** Whether a jurisdiction has this code; `false` for {@link UNRESTRICTED}. */
  has(code: number): boolean {
    return this.#names.has(code);
  }

  /** The name for a code: `undefined` for an unknown code and for {@link UNRESTRICTED}. */
  nameOf(code: number): string | undefined {
    return this.#names.get(code);
  }

  /** @throws TypeError (`ERR_DO_JURISDICTION_UNKNOWN`) for an unknown name. */
  codeOf(name: string): number {
    const code = this.#codes.get(name);
    if (code !== undefined) return code;
    const known = [...this.#codes.keys()].map((other) => `"${other}"`).join(", ") || "none";
    throw typeError(
      "ERR_DO_JURISDICTION_UNKNOWN",
      `Unknown jurisdiction ${JSON.stringify(name)}; this namespace has: ${known}.`,
    );
  }

  /** All codes with their names, in the order of the table. */
  entries(): IterableIterator<[code: number, name: string]> {
    return this.#names.entries();
  }
}

function tableError(fault: string): RangeError {
  return rangeError("ERR_DO_JURISDICTION_TABLE", `Invalid table of jurisdictions: ${fault}.`);
}
