import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Batch, SHARED_SIZE } from "../../src/bulk/records/batch.js";
import { BatchRing } from "../../src/bulk/records/batch-ring.js";
import { type RecordsOptions, resolveFormat } from "../../src/bulk/records/options.js";
import { RecordReader } from "../../src/bulk/records/reader.js";
import { createScanner } from "../../src/engine/scan/select.js";
import { NO_REASON } from "../../src/format/reason.js";
import { Verdict } from "../../src/format/verdict.js";
import { explainText, REASONS } from "../../src/index.js";
import { anyString } from "../arbitraries.js";

/** The first batch of an input, with one verdict for all of its records; `stale` bytes are behind it in the window. */
function batchOf(
  bytes: Uint8Array,
  options: RecordsOptions,
  verdict: Verdict = Verdict.malformed,
  stale = Uint8Array.of(),
): Batch {
  const ring = new BatchRing([new ArrayBuffer(SHARED_SIZE)]);
  const settings = resolveFormat(options);
  const reader = new RecordReader(createScanner(settings.format, "wasm"), settings, ring);
  reader.room().set(Buffer.concat([bytes, stale]));
  reader.filled(bytes.length);
  const batch = reader.next(true);
  if (batch === undefined) throw new Error("no records");
  batch.verdicts.fill(verdict);
  return batch;
}

function reasonsOf(input: string | Uint8Array, options: RecordsOptions): string[] {
  const batch = batchOf(Buffer.from(input as string), options);
  return Array.from({ length: batch.count }, (_, i) => REASONS[batch.reasonOf(i)]);
}

const digits = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";
const shapes = fc.oneof(
  anyString,
  fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEFgO-:\" \\x'\u200b\u0430\ufffd"), maxLength: 80 }),
  fc
    .tuple(anyString, fc.constantFrom(digits, digits.slice(1), digits.slice(0, 63)), anyString)
    .map((parts) => parts.join("")),
);
/** Well-formed IDs are never malformed. */
const texts = fc.array(
  shapes.filter((text) => explainText(text) !== undefined),
  { minLength: 1, maxLength: 20 },
);
const expected = (list: readonly string[]) => list.map((text) => explainText(text)?.reason);

describe("the reason of a malformed record", () => {
  it("is that of its text: lines", () => {
    fc.assert(
      fc.property(texts, (list) => {
        const lines = list.map((text) =>
          text
            .toWellFormed()
            .replace(/[\r\n]/g, "_")
            .replace(/^\ufeff/, "_"),
        );
        expect(reasonsOf(`${lines.join("\n")}\n`, {})).toEqual(expected(lines));
      }),
    );
  });

  it("is that of its text: CSV", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (list, isQuoted) => {
        const fields = list.map((text) => text.toWellFormed());
        const mustQuote = (field: string) => isQuoted || /[",\r\n]/.test(field);
        const rows = fields.map((field) => (mustQuote(field) ? `"${field.replaceAll('"', '""')}"` : field));
        expect(reasonsOf(`n,id\n${rows.map((row) => `1,${row}\n`).join("")}`, { format: "csv", field: "id" })).toEqual(
          expected(fields),
        );
      }),
    );
  });

  it("is that of its text: JSON lines and arrays, escapes and lone surrogates among them", () => {
    const escaped = (text: string) =>
      `"${Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join("")}"`;
    fc.assert(
      fc.property(texts, fc.boolean(), (list, isEscaped) => {
        const values = list.map((text) => (isEscaped ? escaped(text) : JSON.stringify(text)));
        const records = values.map((value) => `{"n":1,"id":${value}}`);
        expect(reasonsOf(records.join("\n"), { format: "jsonl", field: "id" })).toEqual(expected(list));
        expect(reasonsOf(`[${records.join(",")}]`, { format: "json", field: "id" })).toEqual(expected(list));
        expect(reasonsOf(`[${values.join(",")}]`, { format: "json" })).toEqual(expected(list));
      }),
    );
  });

  it("is not-utf8 for a cut character, whatever follows in the window", () => {
    const batch = batchOf(Buffer.of(0x61, 0xef, 0xbf), {}, Verdict.malformed, Uint8Array.of(0xbd));
    expect(REASONS[batch.reasonOf(0)]).toBe("not-utf8");
  });

  it("is not-utf8 for bytes that are not UTF-8, and not for U+FFFD itself", () => {
    const latin1 = Buffer.from("caf\xe9", "latin1");
    const cases: readonly (readonly [Buffer, string])[] = [
      [latin1, "not-utf8"],
      [Buffer.concat([Buffer.from(digits), Buffer.of(0xff)]), "not-utf8"],
      [Buffer.from([0xc3]), "not-utf8"],
      // As long as the U+FFFD that replaces the last three bytes.
      [Buffer.from([0x61, 0xf0, 0x9f, 0x98]), "not-utf8"],
      [Buffer.from([0xed, 0xa0, 0x80]), "not-utf8"],
      [Buffer.from("\ufffd"), "other-text"],
      [Buffer.from(`${digits.slice(1)}\ufffd`), "not-hex"],
      [Buffer.concat([Buffer.from("\ufffd"), latin1]), "not-utf8"],
    ];
    const lines = Buffer.concat(cases.flatMap(([bytes]) => [bytes, Buffer.from("\n")]));
    expect(reasonsOf(lines, {})).toEqual(cases.map(([, reason]) => reason));
    const rows = Buffer.concat(cases.flatMap(([bytes]) => [Buffer.from('"'), bytes, Buffer.from('",1\n')]));
    expect(reasonsOf(rows, { format: "csv", header: false, field: "1" })).toEqual(cases.map(([, reason]) => reason));
    const json = Buffer.concat(cases.flatMap(([bytes]) => [Buffer.from('"'), bytes, Buffer.from('"\n')]));
    expect(reasonsOf(json, { format: "jsonl" })).toEqual(cases.map(([, reason]) => reason));
    expect(reasonsOf('"\\ufffd"', { format: "jsonl" })).toEqual(["other-text"]);
  });

  it("is that of its kind if it has no text", () => {
    const lines = ['{"id":null}', '{"id":42}', '{"id":{"a":1}}', '{"id":[null]}', "{}", "[", "", '{"id":""}'];
    expect(reasonsOf(lines.join("\n"), { format: "jsonl", field: "id" })).toEqual(
      ["null-word", "other-text", "other-text", "other-text", "missing", "bad-json", "bad-json", "empty"].slice(
        0,
        lines.length,
      ),
    );
    expect(reasonsOf("n,id\n1\n2,\n", { format: "csv", field: "id" })).toEqual(["missing", "empty"]);
    const long = "a".repeat(64 * 1024);
    expect(reasonsOf(`${long}\n${long}a\n`, {})).toEqual(["too-long", "record-too-long"]);
  });
});

describe("the reason of a record", () => {
  const reasonAt0 = (verdict: Verdict) => batchOf(Buffer.from(digits), {}, verdict).reasonOf(0);

  it("follows its verdict", () => {
    expect(reasonAt0(Verdict.valid)).toBe(NO_REASON);
    expect(REASONS[reasonAt0(Verdict.foreign)]).toBe("unknown");
    expect(REASONS[reasonAt0(Verdict.wrongJurisdiction)]).toBe("jurisdiction");
  });

  it("can be replaced by a sink, until the batch is used again", () => {
    const batch = batchOf(Buffer.from(digits), {}, Verdict.foreign);
    batch.reasons[0] = REASONS.indexOf("near-miss");
    expect(REASONS[batch.reasonOf(0)]).toBe("near-miss");
    batch.start({ format: "text" }, 10, batch.bytes, 0, 1, 0);
    expect(REASONS[batch.reasonOf(0)]).toBe("unknown");
  });
});
