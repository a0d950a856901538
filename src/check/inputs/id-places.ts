/** Text that may be an ID, with or without a class name before it. */
const ID_LIKE = /^(?:[\w$]+:)?[0-9a-f]{64}$/i;
/** The maximum depth at which values are searched. */
const DEPTH = 4;

/** Whether a text may be an ID, with or without a class name before it. */
export function isIdLike(text: unknown): boolean {
  return typeof text === "string" && ID_LIKE.test(text);
}

/** The path to the first text in a JSON value that may be an ID: names and indexes, joined with dots. */
export function findIdPath(value: unknown, depth = DEPTH): string | undefined {
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (isIdLike(inner)) return name;
    const rest = findIdPath(inner, depth - 1);
    if (rest !== undefined) return `${name}.${rest}`;
  }
  return undefined;
}

/** A column of delimited text that may hold IDs. */
export interface IdColumn {
  /** The column's name in the first row; `undefined` if that row already holds an ID. */
  readonly name: string | undefined;
  /** Its number, counted from 1. */
  readonly number: number;
}

/** The column of delimited text that seems to hold IDs; `undefined` if none does. */
export function findIdColumn(lines: readonly string[]): IdColumn | undefined {
  for (const delimiter of [",", ";", "\t", "|"]) {
    const rows = lines.map((line) => line.split(delimiter).map((field) => field.replace(/^"(.*)"$/, "$1")));
    const row = rows.findIndex((fields) => fields.length > 1 && fields.some(isIdLike));
    if (row === -1) continue;
    const at = rows[row].findIndex(isIdLike);
    return { name: row === 0 ? undefined : rows[0][at], number: at + 1 };
  }
  return undefined;
}
