import type { SeededRandom } from "../../support/random.js";

/** The fields of JSON that trials look for. */
export const FIELDS: readonly (string | undefined)[] = [
  undefined,
  "id",
  "",
  "é",
  "\ufffd",
  "a.id",
  "a.b.id",
  "a.0",
  "a.1.id",
  "0",
  "2",
  "/a/id",
  "/a/1",
  "/a~1b",
  "/~0",
  "/",
  "a.",
  "__proto__",
  '"',
  "id\\",
  "a.b.a.b.a.b.a.b.a.b.a.b.a.b.a.b.id",
  "x".repeat(70),
];

/** So few that they lead to fields, and occur twice in an object. */
const FREQUENT_NAMES = ["id", "id", "a", "b"];

const NAMES = [
  "id",
  "a",
  "b",
  "0",
  "1",
  "",
  "é",
  "a.id",
  "a.0",
  "/a/id",
  "a/b",
  "/a~1b",
  "~",
  "/",
  "__proto__",
  "length",
  "idx",
  "i",
  "x".repeat(70),
];

function digits(random: SeededRandom, length: number): string {
  return Buffer.from(random.bytes(33)).toString("hex").slice(0, length);
}

export function anyText(random: SeededRandom): string {
  switch (random.below(9)) {
    case 0:
      return digits(random, 63 + random.below(3));
    case 1:
      return "x".repeat(random.below(40));
    case 2:
      return random.pick(["", "é", "id", "\u2028", "😀", "\ufeff", "null", " ", "\u007f", "é".repeat(32), "\ufffd"]);
    default:
      return digits(random, 64);
  }
}

/** Bytes that formats care about, and some that they don't. */
const BYTES = [...Buffer.from('"\\\n\r,;\t|{}[]: \0/u-+.eE01aA0ntf'), 0x1f, 0x7f, 0x80, 0xc3, 0xa9, 0xe2, 0xef, 0xff];

/** Changes an input in that many places: other bytes, more, or fewer. */
export function mutate(random: SeededRandom, input: Uint8Array, times: number): Uint8Array {
  const places = Array.from({ length: times }, () => random.below(input.length + 1)).sort((a, b) => a - b);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const place of places) {
    if (place > at) pieces.push(input.subarray(at, place));
    at = Math.max(at, place);
    switch (random.below(4)) {
      case 0:
        pieces.push(Uint8Array.of(random.pick(BYTES)));
        at++;
        break;
      case 1:
        pieces.push(Uint8Array.of(random.pick(BYTES)));
        break;
      case 2:
        at += 1 + random.below(3);
        break;
      default:
        pieces.push(input.subarray(at, at + random.below(20)));
    }
  }
  pieces.push(input.subarray(at));
  const bytes = Buffer.concat(pieces);
  return random.below(8) === 0 ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes;
}

/** A JSON string, with escapes where there need be none. */
export function jsonString(random: SeededRandom, text: string): string {
  const way = random.below(8);
  if (way > 1) return JSON.stringify(text);
  let written = "";
  for (const unit of text.split("")) {
    const code = unit.charCodeAt(0).toString(16).padStart(4, "0");
    const plain = JSON.stringify(unit).slice(1, -1);
    written +=
      way === 0 || random.below(10) === 0
        ? `\\u${random.below(2) ? code : code.toUpperCase()}`
        : unit === "/"
          ? "\\/"
          : plain;
  }
  return `"${written}"`;
}

const SCALARS = [
  "0",
  "-0",
  "1",
  "-12.5e+3",
  "2e-7",
  "1E9",
  "0.0",
  "true",
  "false",
  "null",
  "123456789012345678901234567890",
  "1e999",
];

function space(random: SeededRandom, feeds: boolean): string {
  return random.below(8) > 0 ? "" : random.pick(feeds ? [" ", "\t", "\r", "\n", "\r\n  "] : [" ", "\t", "\r", "   "]);
}

/** A JSON text whose containers nest up to `depth` deep; with line feeds between tokens, if there may be any. */
export function anyJson(random: SeededRandom, depth: number, feeds: boolean): string {
  const gap = () => space(random, feeds);
  const kind = depth === 0 ? random.below(3) : random.below(8);
  if (kind === 0) return random.pick(SCALARS);
  if (kind < 3) return jsonString(random, anyText(random));
  const size = random.below(5);
  const members: string[] = [];
  for (let i = 0; i < size; i++) {
    const value = gap() + anyJson(random, depth - 1, feeds) + gap();
    const name = random.pick(random.below(3) > 0 ? FREQUENT_NAMES : NAMES);
    members.push(kind === 3 ? value : `${gap()}${jsonString(random, name)}${gap()}:${value}`);
  }
  const inner = members.join(",") || gap();
  return kind === 3 ? `[${inner}]` : `{${inner}}`;
}

/** A text to a record of JSON: an object most of the time, now and then a deep one. */
export function anyJsonRecord(random: SeededRandom, feeds: boolean): string {
  if (random.below(60) === 0) {
    const depth = random.pick([3, 62, 63, 64, 65, 66, 130, 500]);
    const inner = anyJson(random, 1, false);
    return random.below(2)
      ? `${"[".repeat(depth)}${inner}${"]".repeat(depth)}`
      : `${'{"a":'.repeat(depth)}${inner}${"}".repeat(depth)}`;
  }
  const text = anyJson(random, 1 + random.below(4), feeds);
  if (random.below(3) > 0 || !text.endsWith("}")) return text;
  const comma = text === "{}" ? "" : ",";
  return text.length > 2 && /[^\s{]/.test(text.slice(1, -1))
    ? `${text.slice(0, -1)}${comma}"id":${jsonString(random, anyText(random))}}`
    : text;
}

/** A field of CSV as it is written. `strict` leaves out what csv-parse refuses: text after a closing quote. */
export function csvField(random: SeededRandom, delimiter: string, strict: boolean): string {
  const text =
    random.below(4) > 0
      ? anyText(random)
      : random.pick(["", '"', '""', "\n", "\r\n", "\r", delimiter, `a"b`, "a\nb", `"${delimiter}"`]);
  const quoted = `"${text.replaceAll('"', '""')}"`;
  if (random.below(3) === 0 || text.startsWith('"') || text.includes("\n") || text.includes(delimiter)) {
    return strict || random.below(20) > 0 ? quoted : quoted + random.pick(["x", '"', '"x"', " ", "\r"]);
  }
  return text;
}
