import { BASE_SIZE } from "../format/codec.js";
import { type IdString, isIdString } from "../format/id-string.js";
import { JurisdictionTable } from "../format/jurisdiction.js";
import { type Explanation, explainText } from "../format/reason.js";
import { idState, isId } from "./id.js";
import { explainValue } from "./parsed-id.js";

/** The result of {@link inspectId}: the parts of an ID, or the reason why the value is malformed. */
export type InspectedId =
  | {
      /** The value has the form of an ID. */
      readonly ok: true;
      /** 64 lower-case hex digits. */
      readonly digits: IdString;
      /** The first 32 digits: a hash of a name, or random bytes. */
      readonly base: string;
      /** The last 32 digits: half of the base's HMAC under the namespace's key. */
      readonly tag: string;
      /** Byte 15, the last one of the base: the code of a jurisdiction, or any value if the ID has no jurisdiction. */
      readonly codeByte: number;
      /** The jurisdiction that has this code by default. The ID has it only if its tag, which needs the key to verify, is right for it. */
      readonly possibleJurisdiction: string | undefined;
    }
  | MalformedId;

/** Why {@link inspectId} refuses a value, with the details of the reason. */
export type MalformedId = Explanation & {
  /** The value does not have the form of an ID. */
  readonly ok: false;
};

/** The last two digits of the base. */
const CODE_AT = 2 * (BASE_SIZE - 1);

/**
 * Splits an ID into its parts, without a key. It can't tell which namespace the ID belongs to, or whether it is valid.
 * @param value an ID, or any other value. Values other than strings and IDs of this library are never converted
 * @returns `{ ok: true, digits, base, tag, codeByte, possibleJurisdiction }`, or `{ ok: false, reason }` with the details
 * of the reason
 *
 * @example
 * ```js
 * import { inspectId } from "durable-id";
 *
 * const parts = inspectId("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5");
 * if (parts.ok) parts.tag; // → "adb663141276d43e0d5055814e058bc5"
 * inspectId("37023debd1b63e0c"); // → { ok: false, reason: "truncated", digits: 16 }
 * ```
 */
export function inspectId(value: unknown): InspectedId {
  const text = isId(value) ? idState(value).digits : value;
  if (!isIdString(text)) {
    const fault = typeof text === "string" ? explainText(text) : undefined;
    return { ok: false, ...(fault ?? explainValue(text)) };
  }
  const digits = text.toLowerCase() as IdString;
  const codeByte = Number.parseInt(digits.slice(CODE_AT, 2 * BASE_SIZE), 16);
  return {
    ok: true,
    digits,
    base: digits.slice(0, 2 * BASE_SIZE),
    tag: digits.slice(2 * BASE_SIZE),
    codeByte,
    possibleJurisdiction: new JurisdictionTable().nameOf(codeByte),
  };
}
