import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeDetail, describeReason } from "../../src/format/describe-reason.js";
import { REASONS, type Reason, verdictOfReason } from "../../src/format/reason.js";
import { Verdict } from "../../src/format/verdict.js";
import { bareId, DurableObjectNamespace, explainText, lookAlikeOf, type TextFault } from "../../src/index.js";
import { anyString } from "../arbitraries.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const id = String(rooms.idFromName("lobby"));
const uuid = "550e8400-e29b-41d4-a716-446655440000";
const base64 = Buffer.from(id, "hex").toString("base64");
const replaced = (position: number, character: string) => id.slice(0, position) + character + id.slice(position + 1);

const CASES: readonly (readonly [text: string, fault: TextFault | undefined])[] = [
  [id, undefined],
  [id.toUpperCase(), undefined],
  ["", { reason: "empty" }],
  ...["null", "NULL", "undefined", "NaN", "None", "nil", "\\N"].map((text) => [text, { reason: "null-word" }] as const),
  ["nullable", { reason: "other-text" }],
  [" null", { reason: "whitespace", holdsId: false }],
  [" ", { reason: "whitespace", holdsId: false }],
  [`${id} `, { reason: "whitespace", holdsId: true }],
  [`\ufeff${id}`, { reason: "whitespace", holdsId: true }],
  [`${id}\u200b`, { reason: "whitespace", holdsId: true }],
  [`\t"0x${id.toUpperCase()}"\r`, { reason: "whitespace", holdsId: true }],
  [`${id.slice(1)} `, { reason: "whitespace", holdsId: false }],
  [`"${id}"`, { reason: "quoted", holdsId: true }],
  [`'${id}`, { reason: "quoted", holdsId: true }],
  [`\u201c${id}\u201d`, { reason: "quoted", holdsId: true }],
  [`x'${id}'`, { reason: "quoted", holdsId: true }],
  ['"null"', { reason: "quoted", holdsId: false }],
  [`0x${id}`, { reason: "prefixed", holdsId: true }],
  [`0X${id}`, { reason: "prefixed", holdsId: true }],
  [`\\x${id}`, { reason: "prefixed", holdsId: true }],
  [`0x${id.slice(2)}`, { reason: "prefixed", holdsId: false }],
  ["0xyz", { reason: "other-text" }],
  [`0x${id},`, { reason: "other-text" }],
  [`room 0x${id}`, { reason: "other-text" }],
  [(id.match(/.{8}/g) ?? []).join("-"), { reason: "separators", holdsId: true }],
  [(id.match(/../g) ?? []).join(":"), { reason: "separators", holdsId: true }],
  [`${id.slice(0, 30)}\u200b${id.slice(30)}`, { reason: "separators", holdsId: true }],
  ["2026-11-27", { reason: "separators", holdsId: false }],
  [replaced(20, "-"), { reason: "separators", holdsId: false }],
  [uuid, { reason: "uuid" }],
  [`{${uuid.toUpperCase()}}`, { reason: "uuid" }],
  [`urn:uuid:${uuid}`, { reason: "uuid" }],
  [base64, { reason: "base64" }],
  [base64.replace("=", ""), { reason: "base64" }],
  [Buffer.from(id).toString("base64"), { reason: "base64" }],
  ["lobby", { reason: "other-text" }],
  [`${id},`, { reason: "other-text" }],
  [`room:${id}`, { reason: "other-text" }],
  ["42", { reason: "truncated", digits: 2 }],
  [id.slice(0, 63), { reason: "truncated", digits: 63 }],
  [`${id}0`, { reason: "too-long", digits: 65 }],
  [id + id, { reason: "too-long", digits: 128 }],
  [replaced(0, "g"), { reason: "not-hex", position: 0, character: "g" }],
  [replaced(63, "O"), { reason: "not-hex", position: 63, character: "O" }],
  [replaced(7, "l"), { reason: "not-hex", position: 7, character: "l" }],
  [replaced(7, "I"), { reason: "not-hex", position: 7, character: "I" }],
  [replaced(7, "\u0430"), { reason: "not-hex", position: 7, character: "\u0430" }],
  [replaced(7, "\uff17"), { reason: "not-hex", position: 7, character: "\uff17" }],
  [replaced(7, "\uff26"), { reason: "not-hex", position: 7, character: "\uff26" }],
  [`${id.slice(2)}\u{1d7d8}`, { reason: "not-hex", position: 62, character: "\u{1d7d8}" }],
  [replaced(5, "\ud800"), { reason: "not-hex", position: 5, character: "\ud800" }],
];

describe("explainText", () => {
  it.each(CASES)("%j", (text, fault) => {
    expect(explainText(text)).toEqual(fault);
  });

  it("has a fault for every text that is not 64 hex digits, and for no other", () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(explainText(text) === undefined).toBe(/^[\da-f]{64}$/i.test(text));
      }),
    );
  });

  it("says of dressed IDs that they hold one, and bareId returns it", () => {
    const blank = fc.constantFrom("", " ", "\t", "\u00a0", "\u200b", "\ufeff");
    const dressing = fc.tuple(blank, fc.constantFrom("", '"', "'"), fc.constantFrom("", "0x", "\\x"), blank);
    fc.assert(
      fc.property(dressing, fc.nat(63), ([before, quote, prefix, after], cut) => {
        const text = `${before}${quote}${prefix}${id.slice(0, cut)}-${id.slice(cut)}${quote}${after}`;
        expect(explainText(text)).toMatchObject({ holdsId: true });
        expect(bareId(text)).toBe(id);
      }),
    );
  });

  it("leaves an x that is not at the start", () => {
    expect(bareId(` 0x12x3-4 `)).toBe("12x34");
    expect(bareId("12x34")).toBe("12x34");
  });

  it("searches no text of more than 1,024 characters for an ID", () => {
    for (const [length, reason] of [
      [1024, "whitespace"],
      [1025, "other-text"],
    ] as const) {
      expect(explainText(id.padEnd(length))?.reason).toBe(reason);
    }
    expect(explainText("a".repeat(100_000))).toEqual({ reason: "too-long", digits: 100_000 });
  });
});

describe("REASONS", () => {
  it("have each one verdict, one sentence, and a byte of their own", () => {
    expect(new Set(REASONS).size).toBe(REASONS.length);
    const byVerdict = (verdict: Verdict) => REASONS.filter((reason) => verdictOfReason(reason) === verdict);
    expect(byVerdict(Verdict.foreign)).toEqual(["near-miss", "unknown"]);
    expect(byVerdict(Verdict.wrongJurisdiction)).toEqual(["jurisdiction"]);
    expect(byVerdict(Verdict.malformed)).toHaveLength(REASONS.length - 3);
    expect(new Set(REASONS.map((reason: Reason) => describeReason({ reason }))).size).toBe(REASONS.length);
  });

  it.each([
    ["O", "0"],
    ["l", "1"],
    ["I", "1"],
    ["\u0430", "a"],
    ["\uff17", "7"],
    ["\uff26", "f"],
    ["\u{1d7d8}", "0"],
    ["?", undefined],
    // Characters that stand for more than one.
    ["\u00bd", undefined],
    ["\ufb00", undefined],
  ])("%j looks like %j", (character, digit) => {
    expect(lookAlikeOf(character)).toBe(digit);
  });

  it("are described with their details", () => {
    expect(describeDetail({ reason: "empty" })).toBe("");
    expect(describeReason({ reason: "unknown" })).not.toContain("(");
    expect(describeReason({ reason: "near-miss", wrongDigits: [2, 63] })).toMatch(/\b3\b.*\b64\b/);
    expect(describeDetail({ reason: "not-hex", position: 0, character: "\u041e" })).toContain("U+041E");
    expect(describeReason({ reason: "truncated", digits: 24 })).toContain("24");
    expect(describeReason({ reason: "not-hex", position: 7, character: "\u0430" })).toMatch(/U\+0430.*\b7\b.*\ba\b/);
    expect(describeReason({ reason: "jurisdiction", jurisdiction: "eu" })).toContain("eu");
    expect(describeDetail({ reason: "jurisdiction", jurisdiction: undefined })).not.toBe("");
    expect(describeDetail({ reason: "quoted", holdsId: true })).toContain("64");
    expect(describeDetail({ reason: "quoted", holdsId: false })).toBe("");
  });
});
