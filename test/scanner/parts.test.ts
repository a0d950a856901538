import { describe, expect, it } from "vitest";
import { decodeUtf8 } from "../../src/engine/scan/bytes.js";
import { CsvRow, csvFields } from "../../src/engine/scan/csv-row.js";
import { comparesByBytes, NO_INDEX, parseField } from "../../src/engine/scan/field.js";
import { decodeJsonString, JsonTextReader } from "../../src/engine/scan/json-text.js";
import { RecordKind } from "../../src/engine/scan/types.js";
import { expectedOfJson } from "./oracles.js";

describe("the fields of a CSV row", () => {
  it.each<[row: string, fields: string[]]>([
    ["", [""]],
    [",", ["", ""]],
    ["a,b", ["a", "b"]],
    ['"a","b"', ["a", "b"]],
    ['"",""', ["", ""]],
    ['"a"",b",c', ['a",b', "c"]],
    ['"a"b,c', ['"a"b', "c"]],
    ['"a"b"c,d', ['"a"b"c', "d"]],
    ['a"b","c"', ['a"b"', "c"]],
    ['a""b,c""d', ['a""b', 'c""d']],
    ['"', ['"']],
    ['"a', ['"a']],
    ['"a""', ['"a""']],
    ['"a,b', ['"a,b']],
    ['"a"",b', ['"a"",b']],
  ])("%s", (row, fields) => {
    // The bytes around it don't matter, whatever they are.
    for (const around of ["", '""', ",,", "xx"]) {
      const bytes = Buffer.from(around + row + around);
      const end = bytes.length - around.length;
      expect(csvFields(bytes, around.length, end, 0x2c)).toEqual(fields);
      const found = fields.map((_, i) => new CsvRow(0x2c).find(bytes, around.length, end, i));
      expect(found).toEqual(fields.map(() => true));
      expect(new CsvRow(0x2c).find(bytes, around.length, end, fields.length)).toBe(false);
    }
  });
});

describe("parseField", () => {
  const names = (field: string) => parseField(field).parts.map(({ text }) => text);
  const indexOf = (field: string) => parseField(field).parts[0].index;

  it("has the names of a path, and the field as one name if there are several", () => {
    expect(parseField(undefined)).toEqual({ parts: [], wholeName: undefined });
    expect([names("id"), parseField("id").wholeName]).toEqual([["id"], undefined]);
    expect([names("a..0"), parseField("a..0").wholeName?.text]).toEqual([["a", "", "0"], "a..0"]);
    expect([names("/a"), parseField("/a").wholeName?.text]).toEqual([["a"], "/a"]);
    expect(names("/a.b/~01~1~1/~0~0")).toEqual(["a.b", "~1//", "~~"]);
    expect(parseField("é").parts[0].bytes).toEqual(Uint8Array.of(0xc3, 0xa9));
  });

  it("has the index that a name is, below 2³² - 1", () => {
    expect(["0", "7", "10", "4294967294"].map(indexOf)).toEqual([0, 7, 10, 4294967294]);
    for (const other of [
      "",
      "00",
      "01",
      "-1",
      "1x",
      "x1",
      "1e1",
      "4294967295",
      "4294967296",
      "9999999999",
      "1".repeat(11),
    ]) {
      expect(indexOf(other)).toBe(NO_INDEX);
    }
  });

  it("knows the names that can't be compared by their bytes", () => {
    const all = ["a", "é", "😀", "\ufffd", "a\ud800b", "\udc00"];
    expect(all.filter((name) => comparesByBytes(parseField(name).parts[0]))).toEqual(["a", "é", "😀"]);
  });
});

/** The kind and the value that a reader has found. A value that is not a string must be a whole JSON text. */
function valueOfText(reader: JsonTextReader, bytes: Uint8Array): [kind: RecordKind, value: string | undefined] {
  const { kind, valueStart, valueEnd, hasEscapes } = reader;
  if (kind === RecordKind.candidate) {
    const hasBackslash = bytes.subarray(valueStart, valueEnd).includes(0x5c);
    if (hasEscapes !== hasBackslash) throw new Error(`hasEscapes is ${hasEscapes}`);
    return [kind, (hasEscapes ? decodeJsonString : decodeUtf8)(bytes, valueStart, valueEnd)];
  }
  if (kind === RecordKind.notString) {
    const written = decodeUtf8(bytes, valueStart, valueEnd);
    if (typeof JSON.parse(written) === "string" || written.trim() !== written)
      throw new Error(`not a value: ${written}`);
  }
  return [kind, undefined];
}

describe("the reader of JSON texts", () => {
  /** The same for all texts within a text: what is behind them doesn't matter, nor what the reader has read before. */
  it.each<[field: string | undefined, text: string]>([
    [undefined, '{"a":[1]}'],
    [undefined, ' "\\u00E9\\u005f\\"" , -0.25E-10 '],
    ["id", '{"id" : null , "id":"tru\\n"}'],
    ["id", '{"x":{"id":1},"id":[{"id":"y"}]}'],
    ["id", '[{"id":"x"},true,false,"\\u12g4"]'],
    ["a.0", '{"a":["x",[]],"a.0":"y","a":{}}'],
    ["a.0", '{"a.0":"w","a":["x",{"0":1}]}'],
    ["1.1", '[["p","q"],["r","s","t"],1.5]'],
    ["0.0.0", '[[["x"],"y"],[["z"]]]'],
    ["a.b.c", '{"a":{"b":{"c":"1","d":2},"c":3},"b":4}'],
    ["a.b", '{"a":{"b":{"b":1}},"a":{"b":"2"}}'],
    ["i", '{"\\u0069":"e","j":{"i":1e5}}'],
  ])("field %s in %s", (field, text) => {
    const reader = new JsonTextReader(parseField(field));
    const bytes = Buffer.from(text);
    const found: unknown[] = [];
    const expected: unknown[] = [];
    for (let start = 0; start < bytes.length; start++) {
      for (let end = start; end <= bytes.length; end++) {
        reader.read(bytes, start, end);
        found.push([text.slice(start, end), ...valueOfText(reader, bytes)]);
        const { kind, value } = expectedOfJson(bytes.subarray(start, end), field);
        expected.push([text.slice(start, end), value === undefined ? kind : RecordKind.candidate, value]);
      }
    }
    expect(found).toEqual(expected);
  });

  it("keeps apart the kinds of containers at any depth", () => {
    const reader = new JsonTextReader(parseField("x"));
    for (const depth of [1, 7, 8, 9, 127, 128, 129, 256, 300]) {
      const opening = Array.from({ length: depth }, (_, i) => (i % 3 === 0 ? '{"a":' : "["));
      const closing = opening.map((open) => (open === "[" ? "]" : "}")).reverse();
      const kindOf = (text: string) => {
        reader.read(Buffer.from(text), 0, text.length);
        return reader.kind;
      };
      expect(kindOf([...opening, 1, ...closing].join(""))).toBe(RecordKind.missing);
      for (const at of [0, depth >> 1, depth - 1]) {
        const wrong = closing.with(at, closing[at] === "]" ? "}" : "]");
        expect(kindOf([...opening, 1, ...wrong].join(""))).toBe(RecordKind.notJson);
      }
    }
  });
});
