import { describe, expect, it } from "vitest";
import { type Batch, SHARED_SIZE, sharedArrays } from "../../src/bulk/records/batch.js";
import { BatchRing } from "../../src/bulk/records/batch-ring.js";
import { findColumn, listNames } from "../../src/bulk/records/columns.js";
import { firstLineEnd } from "../../src/bulk/records/first-line-end.js";
import { isColumnNumber, isDelimiter, type RecordsOptions, resolveFormat } from "../../src/bulk/records/options.js";
import { faultOf, isRecordsError } from "../../src/bulk/records/records-error.js";
import { ScanFault } from "../../src/engine/scan/types.js";

const ID = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";
const CODES = Array.from({ length: 256 }, (_, code) => code);

describe("resolveFormat", () => {
  const others = [0x3b, 0x09, 0x7c];

  it.each<[options: RecordsOptions | undefined, resolved: object]>([
    [undefined, { format: { format: "text" }, column: undefined, scoped: false }],
    [
      { format: "text", header: true, scoped: true },
      { format: { format: "text" }, column: undefined, scoped: true },
    ],
    [{ format: "jsonl" }, { format: { format: "jsonl", field: undefined }, column: undefined, scoped: false }],
    [
      { format: "json", field: 0, scoped: true },
      { format: { format: "json", field: "0" }, column: undefined, scoped: true },
    ],
  ])("%j", (options, resolved) => {
    expect(resolveFormat(options)).toEqual(resolved);
  });

  it.each<[options: RecordsOptions, delimiter: string, column: object]>([
    [{}, ",", { field: undefined, hasHeader: true, delimiters: undefined }],
    [{ field: "id" }, ",", { field: "id", hasHeader: true, delimiters: others }],
    [{ field: "id", delimiter: ";" }, ";", { field: "id", hasHeader: true, delimiters: undefined }],
    [{ field: 2, header: false }, ",", { field: "2", hasHeader: false, delimiters: undefined }],
    [{ header: false, delimiter: "|" }, "|", { field: undefined, hasHeader: false, delimiters: undefined }],
  ])("csv, %j", (options, delimiter, column) => {
    const format = { format: "csv", delimiter: delimiter.charCodeAt(0), column: 0 };
    expect(resolveFormat({ format: "csv", ...options })).toEqual({ format, column, scoped: false });
  });

  it("refuses a column that is not a number where there is no header", () => {
    for (const field of [0, -1, 1.5, 1_000_000, "x1", "1x", "01", ""]) {
      expect(isColumnNumber(String(field))).toBe(false);
      expect(() => resolveFormat({ format: "csv", header: false, field })).toThrow(/number of a column/);
    }
    for (const field of ["1", "10", "999999"]) expect(isColumnNumber(field)).toBe(true);
  });

  it("accepts one ASCII character as a delimiter, other than a quote and a line end", () => {
    const accepted = CODES.filter((code) => isDelimiter(String.fromCharCode(code)));
    expect(accepted).toEqual(CODES.filter((code) => code === 9 || (code >= 0x20 && code < 0x7f && code !== 0x22)));
    for (const delimiter of ["", ";;", "\n;", ";\n", '"', "é"]) {
      expect(() => resolveFormat({ format: "csv", delimiter })).toThrow(/delimiter/);
    }
  });
});

describe("findColumn", () => {
  const found = (row: readonly string[], field: string | undefined, hasHeader = true) =>
    findColumn(row, { field, hasHeader });

  it("is the name's, or the only one", () => {
    expect(found(["a", "id"], "id")).toBe(1);
    expect(found(["id", "a"], "id")).toBe(0);
    expect(found(["a"], undefined)).toBe(0);
    expect(found([`x${ID}`, `${ID}0`], `x${ID}`)).toBe(0);
  });

  it("is the number's without a header, also beyond the first row", () => {
    expect(found(["1", ID], "2", false)).toBe(1);
    expect(found(["1"], "3", false)).toBe(2);
    expect(found([ID], undefined, false)).toBe(0);
  });

  it.each<[row: string[], field: string | undefined, hasHeader: boolean, words: RegExp]>([
    [["1", ID], undefined, false, /2 columns.*no header/],
    [["n", ID], "n", true, /without a header/],
    [[ID.toUpperCase()], undefined, true, /without a header/],
    [["a", "b"], undefined, true, /several columns.*"a", "b"/],
    [["a", "b"], "c", true, /no column "c".*"a", "b"/],
    [["a", "b", "a"], "a", true, /more than one column "a"/],
    [["a", "a"], "a", true, /more than one column "a"/],
  ])("fails for %j and %j", (row, field, hasHeader, words) => {
    expect(() => found(row, field, hasHeader)).toThrow(
      expect.objectContaining({ code: "ERR_DO_RECORDS", message: expect.stringMatching(words) }),
    );
  });
});

describe("listNames", () => {
  it("has at most twenty names, and at most 40 characters of each, on one line", () => {
    const names = Array.from({ length: 22 }, (_, i) => `${i}`);
    expect(listNames(["a\n", 'b"'])).toBe('"a\\n", "b\\""');
    expect(listNames(names.slice(0, 20))).toBe(
      names
        .slice(0, 20)
        .map((name) => `"${name}"`)
        .join(", "),
    );
    expect(listNames(names)).toMatch(/"18", "19" and 2 more$/);
    expect(listNames(["x".repeat(40)])).toBe(`"${"x".repeat(40)}"`);
    expect(listNames(["x".repeat(41)])).toBe(`"${"x".repeat(39)}…"`);
  });
});

describe("firstLineEnd", () => {
  it.each<[text: string, end: string | undefined, atLast: string]>([
    ["a,b\nc\r", "\n", "\n"],
    ["a,b\r\nc", "\n", "\n"],
    ["a,b\rc\n", "\r", "\r"],
    ["a\r", undefined, "\r"],
    ["a", undefined, "\n"],
    ["", undefined, "\n"],
    ['"\r","\n"\r\n', "\n", "\n"],
    ['"\n","\r"\rx', "\r", "\r"],
    ['"\n', undefined, "\n"],
  ])("of %j is %j, or at the end of the input %j", (text, end, atLast) => {
    // Bytes around the row don't matter.
    const bytes = Buffer.from(`\n${text}\n`);
    expect(firstLineEnd(bytes, 1, bytes.length - 1, false)).toBe(end?.charCodeAt(0));
    expect(firstLineEnd(bytes, 1, bytes.length - 1, true)).toBe(atLast.charCodeAt(0));
  });
});

describe("faultOf", () => {
  it.each<[fault: ScanFault, words: RegExp]>([
    [ScanFault.openQuote, /line 7.*never closed/],
    [ScanFault.notArray, /not an array.*line 7/],
    [ScanFault.openArray, /not closed.*line 7/],
    [ScanFault.afterArray, /after the JSON array.*line 7/],
  ])("%i has its line", (fault, words) => {
    const error = faultOf(fault, 7);
    expect(error?.message).toMatch(words);
    expect(isRecordsError(error)).toBe(true);
  });

  it("is nothing for no fault", () => {
    expect(faultOf(ScanFault.none, 7)).toBeUndefined();
  });

  it("is told from other errors", () => {
    const others = [
      new Error("x"),
      Object.assign(new Error("x"), { code: "ENOENT" }),
      { code: "ERR_DO_RECORDS" },
      null,
    ];
    expect(others.filter(isRecordsError)).toEqual([]);
  });
});

describe("sharedArrays", () => {
  it("are apart from each other, and fill the memory", () => {
    const memory = new ArrayBuffer(SHARED_SIZE);
    const { rows, verdicts, namespaces, jurisdictions } = sharedArrays(memory);
    const places = [rows, namespaces, verdicts, jurisdictions].map((array) => [
      array.byteOffset,
      array.byteOffset + array.byteLength,
    ]);
    expect(places.flat()).toEqual([...places.flat()].sort((a, b) => a - b));
    expect(new Set(places.map(([start]) => start)).size).toBe(4);
    expect([places[0][0], places[3][1]]).toEqual([0, SHARED_SIZE]);
    expect([rows.length, namespaces.length, verdicts.length, jurisdictions.length]).toEqual([
      2048 * 64,
      2048,
      2048,
      2048,
    ]);
  });
});

describe("BatchRing", () => {
  const ring = (size: number) => new BatchRing(Array.from({ length: size }, () => new ArrayBuffer(SHARED_SIZE)));
  const issue = (of: BatchRing, from: number, to: number): Batch => {
    const { next } = of;
    Object.assign(next, { from, to });
    of.issue();
    return next;
  };

  it("issues and releases its batches in order, round and round", () => {
    const three = ring(3);
    expect([three.size, three.isEmpty, three.isFull]).toEqual([3, true, false]);
    const issued = [issue(three, 0, 1), issue(three, 1, 2)];
    expect([three.isEmpty, three.isFull, three.oldest]).toEqual([false, false, issued[0]]);
    issued.push(issue(three, 2, 3));
    expect([three.isFull, new Set(issued).size]).toEqual([true, 3]);
    three.release();
    expect([three.isFull, three.oldest, three.next]).toEqual([false, issued[1], issued[0]]);
    issue(three, 3, 4);
    expect([three.isFull, three.oldest, three.next]).toEqual([true, issued[1], issued[1]]);
    for (let i = 0; i < 3; i++) three.release();
    expect([three.isEmpty, three.next]).toEqual([true, issued[1]]);
  });

  it("knows which bytes are in use", () => {
    const three = ring(3);
    expect(three.overlaps(0, 100)).toBe(false);
    for (const [from, to] of [
      [10, 20],
      [20, 30],
      [40, 50],
    ]) {
      issue(three, from, to);
    }
    expect([three.overlaps(0, 10), three.overlaps(0, 11), three.overlaps(30, 40)]).toEqual([false, true, false]);
    expect([three.overlaps(29, 40), three.overlaps(49, 90), three.overlaps(50, 90)]).toEqual([true, true, false]);
    three.release();
    expect([three.overlaps(0, 20), three.overlaps(0, 21)]).toEqual([false, true]);
    // The first batch again, after the second.
    issue(three, 0, 5);
    expect([three.overlaps(0, 1), three.overlaps(5, 20)]).toEqual([true, false]);
  });
});
