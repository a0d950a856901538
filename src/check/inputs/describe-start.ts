import { quote } from "../../text/printable.js";
import { shellWord } from "../../text/shell-word.js";
import type { InputFormatName } from "../planned-input.js";
import { findIdColumn, findIdPath, isIdLike } from "./id-places.js";

/** Files whose first bytes could also begin a text: they are not refused. */
const WEAK_MAGICS: readonly (readonly [start: string, name: string])[] = [
  ["ORC", "an ORC file"],
  ["PARE", "an encrypted Parquet file"],
  ["FEA1", "a Feather file"],
];

/** The maximum number of characters of a line that are shown. */
const SHOWN = 60;

/**
 * Guesses the format of an input in which no record was an ID.
 * @param start its first bytes
 * @param format the format that it was read in
 * @returns what it looks like, with advice: the end of a sentence
 */
export function describeStart(start: Uint8Array, format: InputFormatName): string {
  const text = Buffer.from(start.buffer, start.byteOffset, start.length).toString();
  // The last line may be incomplete.
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1) lines.pop();
  return (
    describeBinary(text) ?? describeJson(text, lines, format) ?? describeText(lines, format) ?? firstLine(lines[0])
  );
}

function describeBinary(text: string): string | undefined {
  const hasControls = /[^\P{Cc}\s]/u.test(text);
  if (!hasControls) return undefined;
  const known = WEAK_MAGICS.find(([start]) => text.startsWith(start));
  return `it looks like ${known?.[1] ?? "binary data"}: export the column of the IDs as CSV or Parquet`;
}

function describeJson(text: string, [line]: readonly string[], format: InputFormatName): string | undefined {
  const [first] = text.trimStart();
  if (first === "[") {
    const element = elementPath(line) ?? memberBefore(text);
    return format === "json" ? wrongField(element) : advice("a JSON array", "json", element);
  }
  if (first !== "{" && first !== '"') return undefined;
  const value = parse(line.replace(/,\s*$/, ""));
  if (value === undefined && first === "{" && format !== "json") {
    return "it looks like one JSON object, not a JSON array or JSON lines: convert its elements to JSON lines with jq -c";
  }
  if (first === '"' && !isIdLike(value)) return undefined;
  const path = first === '"' ? "" : (findIdPath(value) ?? memberBefore(text));
  return format === "jsonl" || format === "json" ? wrongField(path) : advice("JSON lines", "jsonl", path);
}

/** The path within its element to an ID in an array on one line; empty if the element itself is an ID. */
function elementPath(line: string): string | undefined {
  return findIdPath(parse(line))?.replace(/^\d+\.?/, "");
}

/** The name of the member that holds the first ID of an incomplete JSON text. */
function memberBefore(text: string): string | undefined {
  return /"([^"\\]+)"\s*:\s*"(?:[\w$]+:)?[0-9a-f]{64}"/i.exec(text)?.[1];
}

function describeText(lines: readonly string[], format: InputFormatName): string | undefined {
  const [line] = lines;
  if (line.includes(":") && isIdLike(line)) return "the IDs are stored with their class: pass --scoped";
  if (/^\s*<[?!a-z]/i.test(line)) return "it looks like XML or HTML: durable-id grep finds IDs in any text";
  if (/^\s*(--|insert |create |copy |begin|pragma )/i.test(line)) {
    return "it looks like SQL: durable-id grep finds IDs in any text";
  }
  const column = findIdColumn(lines);
  if (column === undefined) return undefined;
  const { name, number } = column;
  if (format === "csv") return wrongField(name ?? `${number}`);
  const options = name === undefined ? `--no-header --field ${number}` : `--field ${shellWord(name)}`;
  return `it looks like CSV: pass --format csv ${options}`;
}

function firstLine(line: string): string {
  return line.trim() === "" ? "its first line is empty" : `its first line is ${quote(line, SHOWN)}`;
}

/** @param path the path to the ID; empty if the value itself is one, `undefined` if none was found */
function advice(what: string, format: InputFormatName, path: string | undefined): string {
  const field =
    path === undefined ? ", and --field with the member that holds the ID" : path && ` --field ${shellWord(path)}`;
  return `it looks like ${what}: pass --format ${format}${field}`;
}

function wrongField(path: string | undefined): string | undefined {
  return path ? `the IDs seem to be in another field: try --field ${shellWord(path)}` : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
