import { createHash, hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HmacState, hkdfSha256 } from "../src/format/hmac.js";
import { deriveRootKey, jurisdictionKey } from "../src/format/key.js";
import { sha256 } from "../src/format/sha256.js";
import { SeededRandom } from "../support/random.js";
import { bytesOfHex, hexOf, loadVectors } from "./load-vectors.js";

/** Keys longer than a block are hashed first (RFC 2104, section 2); `HmacState` leaves that to its caller. */
const BLOCK_SIZE = 64;

function hmac(key: Uint8Array, message: Uint8Array): string {
  const mac = new Uint8Array(32);
  const blockKey = key.length > BLOCK_SIZE ? Uint8Array.from(createHash("sha256").update(key).digest()) : key;
  new HmacState(blockKey).mac(message, mac);
  return hexOf(mac);
}

describe("HMAC-SHA256 of src/format/hmac.ts", () => {
  it("RFC 4231: all seven cases, the truncated one with its 128 bits", () => {
    const { cases } = loadVectors<{ cases: { case: number; key: string; msg: string; mac: string }[] }>("rfc4231.json");
    expect(cases.map((v) => v.case)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(cases.map((v) => v.mac.length * 4)).toEqual([256, 256, 256, 256, 128, 256, 256]);
    for (const { key, msg, mac } of cases) {
      expect(hmac(bytesOfHex(key), bytesOfHex(msg)).slice(0, mac.length)).toBe(mac);
    }
  });

  it("Wycheproof: every test of every group, of every key and tag size", () => {
    interface Group {
      keySize: number;
      tagSize: number;
      tests: { tcId: number; comment: string; key: string; msg: string; tag: string; result: string }[];
    }
    const { numberOfTests, testGroups } = loadVectors<{ numberOfTests: number; testGroups: Group[] }>(
      "wycheproof-hmac-sha256.json",
    );
    let run = 0;
    for (const { keySize, tagSize, tests } of testGroups) {
      for (const { tcId, comment, key, msg, tag, result } of tests) {
        expect([key.length * 4, tag.length * 4]).toEqual([keySize, tagSize]);
        const agrees = hmac(bytesOfHex(key), bytesOfHex(msg)).slice(0, tagSize / 4) === tag;
        expect(agrees, `test ${tcId}: ${comment}`).toBe(result === "valid");
        run++;
      }
    }
    expect(run).toBe(numberOfTests);
  });

  it("can overwrite its own message", () => {
    const key = new Uint8Array(32).fill(7);
    const bytes = new Uint8Array(32).fill(9);
    const expected = hmac(key, bytes.slice());
    new HmacState(key).mac(bytes, bytes);
    expect(hexOf(bytes)).toBe(expected);
  });

  it("writes 32 bytes, and leaves those after them", () => {
    const out = new Uint8Array(34).fill(9);
    new HmacState(new Uint8Array(32)).mac(Uint8Array.of(1), out);
    expect([...out.subarray(32)]).toEqual([9, 9]);
  });
});

describe("the HKDF under `jurisdictionKey`", () => {
  /** As HMAC, HKDF leaves it to its caller to hash a long salt. */
  const okm = (ikm: string, salt: string, info: string) => {
    const bytes = bytesOfHex(salt);
    const short = bytes.length > BLOCK_SIZE ? sha256(bytes) : bytes;
    return hexOf(hkdfSha256(bytesOfHex(ikm), short, bytesOfHex(info)));
  };

  it("RFC 5869, cases 1 to 3, the ones for SHA-256, with their first 32 bytes", () => {
    interface Case {
      ikm: string;
      salt: string;
      info: string;
      okm: string;
    }
    const { cases } = loadVectors<{ cases: Case[] }>("rfc5869.json");
    expect(cases).toHaveLength(3);
    for (const each of cases) expect(okm(each.ikm, each.salt, each.info)).toBe(each.okm.slice(0, 64));
  });

  it("Wycheproof: every valid test, with its first 32 bytes", () => {
    interface Test {
      tcId: number;
      ikm: string;
      salt: string;
      info: string;
      okm: string;
      result: string;
    }
    const { testGroups } = loadVectors<{ testGroups: { tests: Test[] }[] }>("wycheproof-hkdf-sha256.json");
    const tests = testGroups.flatMap((group) => group.tests).filter(({ result }) => result === "valid");
    expect(tests.length).toBeGreaterThan(70);
    for (const each of tests) {
      const expected = each.okm.slice(0, 64);
      expect(okm(each.ikm, each.salt, each.info).slice(0, expected.length), `test ${each.tcId}`).toBe(expected);
    }
  });

  it("`jurisdictionKey` equals node:crypto's HKDF with the format's salt and info", () => {
    const random = new SeededRandom("jurisdiction keys");
    for (const jurisdiction of ["eu", "fedramp", "fedramp-high", "us", "x", "~".repeat(200)]) {
      for (let i = 0; i < 20; i++) {
        const root = random.bytes(32);
        const expected = hkdfSync("sha256", root, "durable-id/jurisdiction", jurisdiction, 32);
        expect(hexOf(jurisdictionKey(root, jurisdiction))).toBe(hexOf(new Uint8Array(expected)));
      }
    }
  });
});

describe("the SHA-256 under everything", () => {
  interface NistVectors {
    short: { msg: string; digest: string }[];
    long: { msg: string; digest: string }[];
  }
  const nist = loadVectors<NistVectors>("nist-sha256.json");

  it("NIST: short and long messages", () => {
    expect([nist.short.length, nist.long.length]).toEqual([65, 64]);
    for (const { msg, digest } of [...nist.short, ...nist.long]) expect(hexOf(sha256(bytesOfHex(msg)))).toBe(digest);
  });

  it("every length around the blocks' ends, compared with node:crypto", () => {
    const message = new SeededRandom("lengths").bytes(260);
    for (let length = 0; length <= message.length; length++) {
      const part = message.subarray(0, length);
      expect(hexOf(sha256(part))).toBe(createHash("sha256").update(part).digest("hex"));
    }
  });

  it("NIST: the examples that are text, as unique keys", () => {
    // csrc.nist.gov, «Examples with intermediate values», SHA256.pdf: one block, and two.
    const examples = {
      abc: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq:
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    };
    for (const [text, digest] of Object.entries(examples)) expect(hexOf(deriveRootKey(text))).toBe(digest);
  });
});
