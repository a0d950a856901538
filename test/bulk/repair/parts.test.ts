import { describe, expect, it, test } from "vitest";
import { Candidates, isSearchable, MOST_CANDIDATES } from "../../../src/bulk/repair/candidates.js";
import { cleanDigits } from "../../../src/bulk/repair/clean.js";
import { agreementBits, evidenceAfter } from "../../../src/bulk/repair/evidence.js";
import { matchTag } from "../../../src/bulk/repair/tag-match.js";

const ID = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";

describe("cleanDigits", () => {
  test.each([
    [`\t${ID}\0\0`, ID],
    [ID.toUpperCase(), ID],
    [`‘${ID}’,`, ID],
    [`(0x${ID})`, ID],
    [`durable_object:${ID}`, ID],
    [ID.replaceAll("a", "ﬀ").replaceAll("0", "⁰"), ID.replaceAll("a", "ff")],
    [ID.replaceAll("1", "١"), ID.replaceAll("1", "?")],
    [ID.replaceAll("1", "L").toUpperCase(), ID],
    [ID.padStart(1024), ID],
    ["", ""],
    ["0x", ""],
    ["a".repeat(1025), ""],
    ["💥".repeat(3) + ID, ID],
    [`${ID.slice(0, 9)}💥${ID.slice(9)}`, `${ID.slice(0, 9)}?${ID.slice(9)}`],
    // Pairs and groups of digits with colons are no scopes.
    [ID.replace(/..(?!$)/g, "$&:"), ID],
    [`${ID.slice(0, 20)}:${ID.slice(20)}`, ID],
  ])("%j", (text, digits) => {
    expect(cleanDigits(text)).toBe(digits);
  });
});

describe("Candidates", () => {
  const rowsOf = (digits: string) => {
    const candidates = new Candidates();
    const count = candidates.write(digits);
    return Array.from({ length: count }, (_, i) =>
      Buffer.from(candidates.rows.subarray(i * 64, (i + 1) * 64)).toString(),
    );
  };

  it("are at most as many as there is room for, and all different", () => {
    for (const digits of [ID, ID.slice(1), `5${ID}`, ID.replace("7", "?"), "01".repeat(32), "0".repeat(63)]) {
      const rows = rowsOf(digits);
      expect(rows.length).toBeLessThanOrEqual(MOST_CANDIDATES);
      expect(new Set(rows).size).toBe(rows.length);
      for (const row of rows) expect(row).toMatch(/^[\da-f?]{64}$/);
    }
    expect(rowsOf("01".repeat(32))).toHaveLength(512);
    expect(rowsOf("0".repeat(64))).toHaveLength(480);
    expect(rowsOf("0".repeat(63))).toHaveLength(480);
    expect(rowsOf(`?${ID.slice(1)}`)).toHaveLength(16);
    expect(rowsOf(`${"01".repeat(32)}0`)).toHaveLength(32);
    expect(rowsOf("0".repeat(65))).toEqual([]);
  });

  it("have every single fault of the first half", () => {
    const swap = (at: number) => ID.slice(0, at) + ID[at + 1] + ID[at] + ID.slice(at + 2);
    for (let at = 0; at < 32; at++) {
      expect(rowsOf(`${ID.slice(0, at)}?${ID.slice(at + 1)}`)).toContain(ID);
      expect(rowsOf(ID.slice(0, at) + (ID[at] === "0" ? "1" : "0") + ID.slice(at + 1))).toContain(ID);
      if (ID[at] !== ID[at + 1]) expect(rowsOf(swap(at))).toContain(ID);
      // A fault that could also be in the second half is found there.
      if (at === 31) continue;
      expect(rowsOf(ID.slice(0, at) + ID.slice(at + 1))).toContain(ID);
      expect(rowsOf(`${ID.slice(0, at)}7${ID.slice(at)}`)).toContain(ID);
    }
  });

  it("are not looked for where the second half could not prove them", () => {
    const searchable = [ID, `?${ID.slice(1)}`, ID.slice(1), `${ID}0`, `?${ID}`];
    const not = [`??${ID.slice(2)}`, `${ID.slice(1)}?`, ID.slice(2), `${ID}00`, `?${ID.slice(2)}`, `${ID}?`, ""];
    not.push(`${ID.slice(0, 32)}?${ID.slice(33)}`, `${ID.slice(0, 32)}?${ID.slice(32)}`);
    expect(searchable.filter((digits) => !isSearchable(digits))).toEqual([]);
    expect(not.filter(isSearchable)).toEqual([]);
  });
});

describe("agreementBits", () => {
  it("is the binomial tail, exactly computed", () => {
    const choose = (n: number, k: number): bigint =>
      k === 0 ? 1n : (choose(n, k - 1) * BigInt(n - k + 1)) / BigInt(k);
    for (const length of [16, 20, 31, 32]) {
      for (let matching = 10; matching <= length; matching++) {
        let sum = 0n;
        for (let k = matching; k <= length; k++) sum += choose(length, k) * 15n ** BigInt(length - k);
        expect(agreementBits(matching, length)).toBeCloseTo(4 * length - Math.log2(Number(sum)), 6);
      }
    }
    expect(agreementBits(16, 16)).toBe(64);
    expect(agreementBits(20, 32)).toBeGreaterThan(53);
    expect(evidenceAfter(agreementBits(20, 32), 2)).toBe(52);
  });
});

describe("matchTag", () => {
  const tag = ID.slice(32);
  it("tells what was wrong, by the reading with the most evidence", () => {
    expect(matchTag(tag.slice(0, 31), tag)).toEqual({ how: "completed", bits: 124 });
    expect(matchTag(tag.slice(1), tag)).toEqual({ how: "missing-digit", bits: 119 });
    expect(matchTag(`${tag}0`, tag)?.how).toBe("extra-digit");
    expect(matchTag(`${tag.slice(0, 31)}?`, tag)?.how).toBe("tag");
    expect(matchTag(`${tag.slice(0, 20)}?`, tag)?.how).toBe("completed");
    expect(matchTag(`${tag}00`, tag)).toBeUndefined();
    expect(matchTag("", tag)).toBeUndefined();
  });

  it("needs 16 digits of a tag that was cut off, and 20 of a complete one", () => {
    const wrong = (from: number, to = 32) => tag.slice(0, from) + "?".repeat(to - from);
    expect([15, 16].map((to) => matchTag(wrong(to, to), tag)?.how)).toEqual([undefined, "completed"]);
    expect([15, 16].map((from) => matchTag(wrong(from, 20), tag)?.how)).toEqual([undefined, "completed"]);
    expect([19, 20].map((from) => matchTag(wrong(from), tag)?.how)).toEqual([undefined, "tag"]);
  });

  it("finds one digit too few or too many at each place", () => {
    for (let at = 0; at < 32; at++) {
      expect(matchTag(tag.slice(0, at) + tag.slice(at + 1), tag)).toBeDefined();
      expect(matchTag(`${tag.slice(0, at)}?${tag.slice(at)}`, tag)?.how).toBe("extra-digit");
    }
  });
});
