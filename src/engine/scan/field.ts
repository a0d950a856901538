/** Where in a JSON text its ID is: see `RecordKind`. */
export interface JsonField {
  /** The names that lead to it from the outside in; none where the text itself is the ID. */
  readonly parts: readonly JsonName[];
  /** The name that comes first, if the text is an object that has it: that of the whole field. */
  readonly wholeName: JsonName | undefined;
}

/** A name on the way: of a member or, where it is a number, of an element. */
export interface JsonName {
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: Uint8Array;
  /** As the index of an element; {@link NO_INDEX} where it is none. */
  readonly index: number;
}

/** More elements than an array can have. */
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
 * Whether a name in the input is this one exactly if its bytes are. U+FFFD, which also replaces bytes that are not UTF-8, has other bytes
 * there, and a lone surrogate is never encoded.
 */
export function comparesByBytes({ text }: JsonName): boolean {
  return !/[\ufffd\p{Surrogate}]/u.test(text);
}
