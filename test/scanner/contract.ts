import { describe, expect, it } from "vitest";
import { csvFields } from "../../src/engine/scan/csv-row.js";
import {
  type RecordFormat,
  RecordKind,
  type RecordScanner,
  SCAN_CAPACITY,
  ScanFault,
} from "../../src/engine/scan/types.js";
import { drive, type Outcome, textOf } from "./drive.js";

const ID = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";
const COMMA = 0x2c;
const { candidate, otherText, missing, notString, notJson } = RecordKind;

type Create = (format: RecordFormat) => RecordScanner;

/** What every record scanner is held to, whatever its engine: a test file calls it with its scanner. */
export function scannerContract(name: string, create: Create): void {
  const scan = (format: RecordFormat, text: string | Uint8Array, size = 1 << 20): Outcome =>
    drive(format, [create(format)], Buffer.from(text), { chunk: () => size, window: 64, longest: 1 << 24 });
  const csv = (column: number): RecordFormat => ({ format: "csv", delimiter: COMMA, column });

  /** A scanner with a text in its window. */
  const filled = (format: RecordFormat, text: string): RecordScanner => {
    const scanner = create(format);
    const bytes = Buffer.from(text);
    scanner.window(bytes.length).set(bytes);
    return scanner;
  };

  /** Scans a text whole and cut at every byte: kinds and values have to be those, and the records the same each time. */
  function expectRecords(
    format: RecordFormat,
    text: string | Uint8Array,
    expected: [RecordKind, string | undefined][],
  ): void {
    const whole = scan(format, text);
    expect(whole.found.map(({ kind, value }) => [kind, value])).toEqual(expected);
    for (const { kind, row } of whole.found) expect(row === undefined).toBe(kind !== candidate);
    expect(scan(format, text, 1)).toEqual(whole);
    const length = Buffer.from(text).length;
    for (let cut = 1; cut < Math.min(length, 400); cut++) {
      let isFirst = true;
      const chunk = () => {
        const size = isFirst ? cut : length;
        isFirst = false;
        return size;
      };
      expect(drive(format, [create(format)], Buffer.from(text), { chunk, window: 1024, longest: 1 << 20 })).toEqual(
        whole,
      );
    }
  }

  describe(`the contract of record scanners, of the ${name} one`, () => {
    describe("text", () => {
      const format: RecordFormat = { format: "text" };

      it("has a record on each line, and all of it is the ID", () => {
        expectRecords(format, `${ID}\n${ID}\r\n\n ${ID}\r\r\nx\r`, [
          [candidate, ID],
          [candidate, ID],
          [otherText, ""],
          [otherText, ` ${ID}\r`],
          [otherText, "x\r"],
        ]);
        expectRecords(format, `${ID.slice(1)}\r\n${ID.slice(1)}\r`, [
          [otherText, ID.slice(1)],
          [candidate, `${ID.slice(1)}\r`],
        ]);
        expectRecords(format, "", []);
      });

      it("takes quotes as text", () => {
        expectRecords(format, `"${ID}"\n"\n"a`, [
          [otherText, `"${ID}"`],
          [otherText, '"'],
          [otherText, '"a'],
        ]);
      });
    });

    it.each<[format: RecordFormat, before: string, record: string, between: string]>([
      [{ format: "text" }, "", ID, "\n"],
      [csv(0), "", ID, "\n"],
      [{ format: "jsonl", field: undefined }, "", `"${ID}"`, "\n"],
      [{ format: "json", field: undefined }, "[", `"${ID}"`, ","],
    ])("fills all arrays, and not more, and says where it stopped: $format", (format, before, record, between) => {
      const text = before + `${record}${between}`.repeat(SCAN_CAPACITY + 3);
      const scanner = filled(format, text);
      const startOf = (index: number) => before.length + (record.length + 1) * index;
      const linesIn = (records: number) => (between === "\n" ? records : 0);
      const first = scanner.scan(0, text.length, true);
      const second = scanner.scan(startOf(SCAN_CAPACITY), text.length, true, 2);
      expect(scanner.records.starts[1]).toBe(startOf(SCAN_CAPACITY + 1));
      const third = scanner.scan(startOf(SCAN_CAPACITY + 2), text.length, true);
      const none = scanner.scan(text.length, text.length, true);
      expect([first, second, third, none]).toMatchObject([
        { count: SCAN_CAPACITY, next: startOf(SCAN_CAPACITY), lines: linesIn(SCAN_CAPACITY) },
        { count: 2, next: startOf(SCAN_CAPACITY + 2), lines: linesIn(2) },
        { count: 1, next: text.length, lines: linesIn(1) },
        { count: 0 },
      ]);
    });

    it("takes no carriage return before the place where it begins as part of a line end", () => {
      for (const format of [{ format: "text" }, csv(0)] as const) {
        const scanner = filled(format, "\r\n");
        expect(scanner.scan(1, 2, true)).toMatchObject({ count: 1, next: 2 });
        expect([scanner.records.starts[0], scanner.records.ends[0]]).toEqual([1, 1]);
      }
    });

    describe("csv", () => {
      it("finds the column, quoted or not, over line feeds in quotes", () => {
        expectRecords(csv(1), `a,${ID}\n"x,\n""y""",${ID},z\r\n1,"${ID}"\r\n1\n\n1,"say ""hi"""\na"b,${ID}\n1,`, [
          [candidate, ID],
          [candidate, ID],
          [candidate, ID],
          [missing, undefined],
          [missing, undefined],
          [otherText, 'say "hi"'],
          [candidate, ID],
          [otherText, ""],
        ]);
      });

      it("takes text after a closing quote as data, quotes and all", () => {
        expectRecords(csv(0), `"a"b"c,1\n"${ID}"x\n"""\n"""\n`, [
          [otherText, '"a"b"c'],
          [otherText, `"${ID}"x`],
          [otherText, '"\n"'],
        ]);
      });

      it("counts the lines of rows that span several, and says where a quote opened that never closes", () => {
        const { found, fault, faultLine } = scan(csv(0), 'a\n"\n\n"\nb\nc,"x\n\n\n', 3);
        expect(found.map(({ line }) => line)).toEqual([0, 1, 4, 5]);
        expect([fault, faultLine]).toEqual([ScanFault.openQuote, 5]);
        expectRecords(csv(1), `1,"${ID}`, [[otherText, `"${ID}`]]);
        expect(scan(csv(0), 'a\n"b\n""c\n')).toMatchObject({ fault: ScanFault.openQuote, faultLine: 1 });
      });

      it("changes its column after a header", () => {
        const scanner = create(csv(0));
        const text = Buffer.from(`"a;""x""",id\n1,${ID}\n`);
        scanner.window(text.length).set(text);
        const { next } = scanner.scan(0, text.length, true, 1);
        expect(csvFields(text, 0, scanner.records.ends[0], COMMA)).toEqual(['a;"x"', "id"]);
        scanner.useColumn(1);
        expect(scanner.scan(next, text.length, true).count).toBe(1);
        expect(textOf(csv(1), scanner, 0)).toBe(ID);
      });

      it("changes its delimiter and its line end after a header", () => {
        const text = `1;",\n"\r2;${ID}\r`;
        const scanner = filled(csv(1), text);
        scanner.useDelimiter(0x3b);
        scanner.useLineEnd(0x0d);
        expect(scanner.scan(0, text.length, true).count).toBe(2);
        expect([0, 1].map((i) => textOf(csv(1), scanner, i))).toEqual([",\n", ID]);
      });
    });

    describe("jsonl", () => {
      const jsonl = (field: string | undefined): RecordFormat => ({ format: "jsonl", field });
      const escaped = `\\u003${ID[0]}${ID.slice(1)}`;

      it("finds a member, of which the last one counts", () => {
        expectRecords(
          jsonl("id"),
          `{"id":"${ID}"}\r\n {"a":[{"id":1}],"id":1,"i\\u0064":"${escaped}"} \n{"id":"${ID}","id":null}\n{"ID":"${ID}"}\n["id"]\n\n{"id":"${ID}"},\n{"id":"x\ty"}\n`,
          [
            [candidate, ID],
            [candidate, ID],
            [notString, "null"],
            [missing, undefined],
            [missing, undefined],
            [notJson, undefined],
            [notJson, undefined],
            [notJson, undefined],
          ],
        );
      });

      it("takes the text itself where there is no field", () => {
        expectRecords(jsonl(undefined), `"${ID}"\n"${escaped}"\n{"id": [1]}\n "é"\n1e5\n`, [
          [candidate, ID],
          [candidate, ID],
          [notString, '{"id": [1]}'],
          [otherText, "é"],
          [notString, "1e5"],
        ]);
      });

      it("copies the bytes of a string, which need not be UTF-8", () => {
        const bytes = Buffer.concat([Buffer.of(0xff), Buffer.from(ID.slice(1))]);
        const { found } = scan(jsonl(undefined), Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')]));
        expect(found).toMatchObject([{ kind: candidate, row: bytes.toString("latin1") }]);
      });

      it("takes the numbers, literals and strings that JSON.parse takes", () => {
        const numbers = [
          "0",
          "-0",
          "7",
          "10",
          "105",
          "-12.5e+3",
          "2e-7",
          "1E9",
          "0.0",
          "1.50",
          "0e0",
          "9.e1",
          "1.",
          "-1.",
        ];
        const broken = [
          "01",
          "-01",
          "00",
          "0.",
          "1.a",
          "1.e5",
          "1e",
          "1e+",
          "1E-",
          "1ex",
          "0x1",
          "+1",
          "-",
          "-a",
          ".5",
          ".",
        ];
        const words = [
          "true",
          "false",
          "null",
          "tru",
          "truE",
          "fals",
          "falsE",
          "nul",
          "nulL",
          "True",
          "nan",
          "t",
          "f",
          "n",
        ];
        const escapes = [
          "\\n",
          "\\/",
          "\\\\",
          '\\"',
          "\\u00e9",
          "\\u00E9",
          "\\u12g4",
          "\\u123",
          "\\x",
          "\\",
          "\x1f",
          "\x7f",
        ];
        const strings = escapes.map((content) => `"${content}"`);
        const texts = [...numbers, ...broken, ...words, ...strings];
        const kindOf = (text: string): number => {
          try {
            return typeof JSON.parse(text) === "string" ? otherText : notString;
          } catch {
            return notJson;
          }
        };
        for (const end of ["", " ", "\r"]) {
          const lines = texts.map((text) => `${text}${end}\n`).join("");
          const kinds = scan(jsonl(undefined), lines, 4096).found.map(({ kind }) => kind);
          expect(texts.map((text, i) => [text, kinds[i]])).toEqual(texts.map((text) => [text, kindOf(text)]));
        }
      });

      it.each([1, 15, 16, 17, 31, 32, 33, 48, 1000])("compares all of a name of %i bytes", (length) => {
        const name = "n".repeat(length);
        const places = [0, length >> 1, length - 1];
        const others = places.map((at) => `${name.slice(0, at)}x${name.slice(at + 1)}`);
        const members = [...others, `${name}n`, name.slice(1)].map((other) => `"${other}":"no"`).join();
        for (const [text, value] of [
          [`{${members},"${name}":"yes"}`, "yes"],
          [`{"${name}":"yes",${members}}`, "yes"],
          [`{${members}}`, undefined],
        ] as const) {
          expectRecords(jsonl(name), text, [[value === undefined ? missing : otherText, value]]);
        }
      });

      it.each([
        ["a.id", `{"a":{"id":"1"},"a.id":"2"}`, "2"],
        ["a.id", `{"a.id":"2","a":{"id":"1"}}`, "2"],
        ["a.id", `{"a":{"id":"1"}}`, "1"],
        ["a.id", `{"a":{"id":"1"},"a":{}}`, undefined],
        ["a.1.id", `{"a":[{"id":"0"},{"id":"1"},{"id":"2"}]}`, "1"],
        ["a.01", `{"a":["0","1"]}`, undefined],
        ["1", `["0","1"]`, "1"],
        ["/a/1", `{"a":["0","1"]}`, "1"],
        ["/a/1", `{"a":["0","1"],"/a/1":"2"}`, "2"],
        ["/a~1b/~0", `{"a/b":{"~":"1"}}`, "1"],
        ["a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", `${'{"a":'.repeat(16)}"1"${"}".repeat(16)}`, "1"],
        ["n".repeat(4096), `{"${"n".repeat(4096)}":"1"}`, "1"],
        ["__proto__", `{"__proto__":"1"}`, "1"],
        ["constructor", "{}", undefined],
        ["\ufffd", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x22, 0x31, 0x22, 0x7d]), "1"],
      ])("field %s", (field, text, value) => {
        expectRecords(jsonl(field), text, [[value === undefined ? missing : otherText, value]]);
      });

      it.each([
        `{"id":"${ID}"]`,
        `["id"}`,
        `{"id":"${ID}","a":[{"b":1]]}`,
        `{"id":"${ID}","a":{"b":[1}}}`,
        `{"id":"${ID}"`,
        `{"id":"${ID}"}}`,
        `{"id":"${ID}",}`,
        `{"id":"${ID}",,"a":1}`,
        `{"id" "${ID}"}`,
        `{id:"${ID}"}`,
        `{:"${ID}"}`,
        `{"id":}`,
        `[1,]`,
        `[,1]`,
        `[1 2]`,
      ])("refuses %s", (text) => {
        expect(() => JSON.parse(text)).toThrow(SyntaxError);
        expectRecords(jsonl("id"), text, [[notJson, undefined]]);
      });

      it("reads any nesting", () => {
        for (const depth of [1, 63, 64, 65, 1000, 100_000]) {
          const text = `${'{"a":['.repeat(depth)}${"]}".repeat(depth)}`;
          expect(scan(jsonl("id"), `${text}\n${text}]\n`, 4096).found.map(({ kind }) => kind)).toEqual([
            missing,
            notJson,
          ]);
        }
      });
    });

    describe("json", () => {
      const json: RecordFormat = { format: "json", field: "id" };

      it("has a record for each element, in whatever whitespace", () => {
        expectRecords(json, `\n[ {"id":"${ID}"}\n,\r\n{"id":\n1} , "x", [[],{}]]\n`, [
          [candidate, ID],
          [notString, "1"],
          [missing, undefined],
          [missing, undefined],
        ]);
        expectRecords(json, " [ ] ", []);
        expect(scan(json, '\n[\n{"id"\n:1},\n2]').found.map(({ line }) => line)).toEqual([2, 4]);
      });

      it("finds the end of a broken element behind the strings in it, whatever they escape", () => {
        expectRecords(json, `[{"id":"a\\",]}"} x, {"id":"${ID}"}, {"a":"\\\\",b},{"id":"${ID}"}]`, [
          [notJson, undefined],
          [candidate, ID],
          [notJson, undefined],
          [candidate, ID],
        ]);
      });

      it("goes on after an element that is not JSON", () => {
        expectRecords(json, `[{"id":tru}, {"id":"${ID}"} x,, {"id":"[\\"]"},]`, [
          [notJson, undefined],
          [notJson, undefined],
          [notJson, undefined],
          [otherText, '["]'],
          [notJson, undefined],
        ]);
      });

      it.each([
        ["", ScanFault.notArray],
        ['{"id":1}', ScanFault.notArray],
        ["[", ScanFault.openArray],
        ["[1", ScanFault.openArray],
        ["[1,", ScanFault.openArray],
        ["[1] 2", ScanFault.afterArray],
        ["[1] ", ScanFault.none],
      ])("%j has the fault %i", (text, fault) => {
        expect(scan(json, text).fault).toBe(fault);
        expect(scan(json, text, 1).fault).toBe(fault);
      });

      it("goes on within the array after a reset to a record", () => {
        const text = `{"id":"${ID}"}]`;
        const scanner = filled(json, text);
        scanner.reset("record");
        expect(scanner.scan(0, text.length, true)).toMatchObject({ count: 1, fault: ScanFault.none });
      });

      it("says at which place in the input it is", () => {
        const scanner = filled(json, "[1,2]");
        const places = [scanner.place];
        for (const [from, to] of [
          [0, 1],
          [1, 3],
          [3, 5],
        ]) {
          scanner.scan(from, to, false);
          places.push(scanner.place);
        }
        expect(places).toEqual(["input", "record", "record", "end"]);
        for (const place of ["record", "end", "input"] as const) {
          scanner.reset(place);
          expect(scanner.place).toBe(place);
        }
      });
    });

    describe("a record that is longer than the window", () => {
      const long = "x".repeat(5000);
      it.each<[string, RecordFormat, string, number, number]>([
        ["text", { format: "text" }, `${ID}\n${long}\r\n${ID}\n`, 65, 5065],
        ["csv", csv(0), `${ID}\n"${long}\n""",1\r\n${ID}\n`, 65, 5072],
        ["jsonl", { format: "jsonl", field: undefined }, `"${ID}"\n"${long}"\n"${ID}"\n`, 67, 5069],
        ["json", { format: "json", field: undefined }, `["${ID}",["${long}\n,\\"]",1],"${ID}"]`, 68, 5079],
      ])("is passed over: %s", (_name, format, text, start, end) => {
        for (const size of [1, 7, 100, 10_000]) {
          const outcome = drive(format, [create(format)], Buffer.from(text), {
            chunk: () => size,
            window: 100,
            longest: 100,
          });
          expect(outcome.found.map(({ value }) => value)).toEqual([ID, ID]);
          expect(outcome.skipped).toEqual([{ start, end }]);
          expect(outcome.lines).toBe(text.split("\n").length - 1);
        }
      });

      it.each<[string, RecordFormat, string, ScanFault, number]>([
        ["csv", csv(0), `a\n\nb,"${long}\n\n`, ScanFault.openQuote, 0],
        ["csv, after a field of two lines", csv(0), `a\n"\n","${long}\n\n`, ScanFault.openQuote, 1],
        ["json", { format: "json", field: undefined }, `[\n1,["${long}\n\n`, ScanFault.openArray, 2],
        // A line is counted from the start of the record.
      ])("may be the last, and open: %s", (_name, format, text, fault, faultLine) => {
        const feeding = { chunk: () => 50, window: 100, longest: 100 };
        expect(drive(format, [create(format)], Buffer.from(text), feeding)).toMatchObject({ fault, faultLine });
      });
    });

    describe("a record that is skipped", () => {
      const skipping = (format: RecordFormat, text: string): RecordScanner => {
        const scanner = filled(format, text);
        scanner.reset("record");
        return scanner;
      };

      it("may follow another one", () => {
        const scanner = skipping(csv(0), '"a\nb",1\n"c\n",2\n');
        expect(scanner.skip(0, 15, false)).toMatchObject({ isComplete: true, end: 7, next: 8, lines: 2 });
        expect(scanner.skip(8, 15, false)).toMatchObject({ isComplete: true, end: 14, next: 15, lines: 2 });
      });

      it("may be the last of an array", () => {
        const scanner = skipping({ format: "json", field: undefined }, "1\r,2]");
        expect(scanner.skip(0, 2, false)).toMatchObject({ isComplete: false, end: 2, next: 2 });
        expect(scanner.skip(2, 5, false)).toMatchObject({ isComplete: true, end: 2, next: 3 });
        expect(scanner.place).toBe("record");
        expect(scanner.skip(3, 5, false)).toMatchObject({ isComplete: true, end: 4, next: 5 });
        expect(scanner.place).toBe("end");
        expect(skipping({ format: "json", field: undefined }, "1\r,").skip(0, 3, false).end).toBe(2);
      });

      it("may end with a carriage return, which belongs to the line end if a line feed follows", () => {
        expect(skipping({ format: "text" }, "abc\r").skip(0, 4, true)).toMatchObject({
          isComplete: true,
          end: 4,
          next: 4,
        });
        const scanner = skipping({ format: "text" }, "abc\r\n");
        expect(scanner.skip(0, 4, false)).toMatchObject({ isComplete: false, end: 3, next: 3 });
        expect(scanner.skip(3, 5, false)).toMatchObject({ isComplete: true, end: 3, next: 5 });
        // One that was skipped before the record isn't its own.
        expect(skipping({ format: "text" }, "\r").skip(1, 1, false)).toMatchObject({ end: 1, next: 1 });
        const rows = skipping(csv(0), '"a\r');
        rows.useLineEnd(0x0d);
        expect(rows.skip(0, 3, false)).toMatchObject({ isComplete: false, end: 3, next: 3 });
      });
    });

    it.each<[string, RecordFormat, string]>([
      ["text", { format: "text" }, `${ID}\n`],
      ["csv", csv(0), `"${ID}"\n`],
      ["jsonl", { format: "jsonl", field: "a.0" }, `{"a":["${ID}",[1]],"a.1":"\\u0030"}\n`],
      ["json", { format: "json", field: "a.0" }, `[{"a":["${ID}"]},{"a":[`],
    ])("changes no byte of the window, and reads none behind the input: %s", (_name, format, text) => {
      const scanner = create(format);
      const window = scanner.window(1000);
      const around = "9".repeat(100);
      // In the middle, and up to the window's last byte.
      for (const from of [100, window.length - text.length]) {
        for (const isLast of [false, true]) {
          for (let to = from; to <= from + text.length; to++) {
            window.fill(0x39);
            window.set(Buffer.from(text + around).subarray(0, window.length - from), from);
            const before = Uint8Array.from(window);
            scanner.reset("input");
            const { next } = scanner.scan(from, to, isLast);
            expect(next).toBeLessThanOrEqual(to);
            expect(Buffer.compare(before, window)).toBe(0);
          }
        }
      }
    });

    it("finds the end of a record of one byte that was cut off", () => {
      const scanner = filled({ format: "text" }, "a\n");
      expect([scanner.scan(0, 1, false).count, scanner.scan(0, 2, false).count]).toEqual([0, 1]);
    });

    it("forgets a record that is cut off when it is reset", () => {
      const scanner = create(csv(0));
      scanner.window(10).set(Buffer.from('"abc'));
      expect(scanner.scan(0, 4, false).count).toBe(0);
      scanner.reset("input");
      scanner.window(10).set(Buffer.from("x\n"));
      expect(scanner.scan(0, 2, false)).toMatchObject({ count: 1, next: 2 });
    });

    it("keeps the window's content when it grows, and grows only if it must", () => {
      const scanner = create({ format: "text" });
      const window = scanner.window(1);
      const { length } = window;
      for (const size of [0, length]) expect(scanner.window(size)).toBe(window);
      expect(window).toHaveLength(length);
      scanner.window(65).set(Buffer.from(`${ID}\n`));
      expect(scanner.window(3_000_000).length).toBeGreaterThanOrEqual(3_000_000);
      expect(scanner.scan(0, 65, false).count).toBe(1);
      expect(scanner.records.rows.subarray(0, 64)).toEqual(Uint8Array.from(Buffer.from(ID)));
    });
  });
}
