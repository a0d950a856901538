import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RecordsOptions, resolveFormat } from "../../src/bulk/records/options.js";
import { cut } from "../cli/support.js";
import { readRecords } from "./read-records.js";

const ENGINES = ["wasm", "pure"] as const;

describe.each(ENGINES)("the reader of records, %s", (engine) => {
  test.each<[string, string, RecordsOptions]>([
    ["text", "a\n\nb\r\nc", { format: "text" }],
    ["text with a byte order mark", "\ufeffa\nb\n", { format: "text" }],
    ["csv", 'x,id\n1,a\n"\n",b\r\n\n3,"c"\n', { format: "csv", field: "id" }],
    ["csv without a header", "1,a\r\n2\r,b\r\n3,c", { format: "csv", field: 2, header: false }],
    ["json lines", '{"id":"a"}\n{"x":1}\n\n"id"\n{"id":"b"}', { format: "jsonl", field: "id" }],
    ["a json array", '[ {"id":"a"},\n{"x":1} ,\n\n["]"], {"id":"b"}\n]\n', { format: "json", field: "id" }],
  ])("goes on from any place where a batch ended: %s", (_, text, options) => {
    const settings = resolveFormat(options);
    const bytes = Buffer.from(text);
    const whole = readRecords([bytes], settings, engine);
    for (const size of [1, 2, 3, 5, 8, 13]) {
      const pieces = readRecords(cut(text, size), settings, engine);
      expect(pieces.records).toEqual(whole.records);
      expect(pieces.header).toBe(whole.header);
      for (const [count, position] of pieces.positions) {
        const rest = readRecords([bytes.subarray(position.offset)], settings, engine, position);
        expect([...pieces.records.slice(0, count), ...rest.records]).toEqual(whole.records);
      }
    }
  });

  const field = fc.oneof(
    fc.stringMatching(/^[a-z0-9 é\r]{0,5}$/),
    fc.constantFrom("", '"', '""', ",", "\n", "\r\n", 'a"b', '"quoted"'),
  );
  const encode = (value: string, quoted: boolean) =>
    quoted || /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

  test("finds the rows and fields of csv-parse in any RFC 4180 file, cut anywhere", () => {
    const row = fc.array(fc.tuple(field, fc.boolean()), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 1, max: 20 }),
        (rows, lineEnd, hasLastEnd, column, size) => {
          const lines = rows.map((fields) => fields.map(([value, quoted]) => encode(value, quoted)).join(","));
          const text = lines.join(lineEnd) + (hasLastEnd ? lineEnd : "");
          const expected = parse(text, { relax_column_count: true }).map((fields) => fields[column]);
          const settings = resolveFormat({ format: "csv", field: column + 1, header: false });
          const { records } = readRecords(cut(text, size), settings, engine);
          expect(records.map(({ id }) => id)).toEqual(expected);
          expect(records.map((record) => record.text).join("")).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
