/** The field that holds the ID in a JSON text: see `RecordKind`. */
export interface JsonField {
  /** The names on the path to it, outermost first; empty if the text itself is the ID. */
  readonly parts: readonly JsonName[];
  /** The whole field as a single name, which is preferred if the text is an object with such a member. */
  readonly wholeName: JsonName | undefined;
}

/** A name on the path: of a member or, if it is a number, of an element. */
export interface JsonName {
  readonly text: string;
  /** The name in UTF-8. */
  readonly bytes: Uint8Array;
  /** The name as the index of an element; {@link NO_INDEX} if it isn't one. */
  readonly index: number;
}

/** Greater than any index of an array. */
export const NO_INDEX = 0xffff_ffff;

const encoder = /* @__PURE__ */ new TextEncoder();

export function parseField(field: string | undefined): JsonField {
  if (field === undefined) return { parts: [], wholeName: undefined };
  if (field.startsWith("/")) {
    const names = field.slice(1).split("/");
    const parts = names.map((name) => nameOf(name.replaceAll("~1", "/").replaceAll("~0", "~")));
    return { parts, wholeName: nameOf(field) };
  }
  const parts = field.split(".").map(nameOf);
  return { parts, wholeName: parts.length > 1 ? nameOf(field) : undefined };
}

function nameOf(text: string): JsonName {
  const index = /^(?:0|[1-9]\d{0,9})$/.test(text) ? Math.min(Number(text), NO_INDEX) : NO_INDEX;
  return { text, bytes: encoder.encode(text), index };
}

/**
 * Whether a name can be compared by its bytes. Names with U+FFFD or a lone surrogate can't: U+FFFD also replaces invalid
 * bytes of the input, and a lone surrogate can't be encoded.
 */
export function comparesByBytes({ text }: JsonName): boolean {
  return !/[\ufffd\p{Surrogate}]/u.test(text);
}
