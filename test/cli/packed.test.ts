import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { shellWithPeak } from "./peak.js";
import { cli, cut, FOO, FOREIGN, ROOMS, scratch } from "./support.js";
import { frame, raw } from "./zstd-frames.js";

const KEY = ["check", "--unique-key", ROOMS, "--json"];
const LINES = Array.from({ length: 3000 }, (_, i) => (i % 7 === 0 ? FOREIGN : i % 11 === 0 ? `bad ${i}` : FOO));
const TEXT = `${LINES.join("\n")}\n`;
const COUNTS = {
  complete: true,
  total: 3000,
  valid: LINES.filter((line) => line === FOO).length,
  foreign: LINES.filter((line) => line === FOREIGN).length,
};

async function outcome(stdin: Uint8Array | Uint8Array[], ...args: string[]) {
  const { code, stdout, stderr } = await cli([...KEY, ...args], { stdin });
  return { code, stderr, summary: stdout === "" ? undefined : JSON.parse(stdout) };
}

describe("gzip", () => {
  const packed = gzipSync(TEXT);

  test("is recognised by its first bytes, from standard input and files, in chunks of any size", async () => {
    const { file } = scratch();
    for (const size of [1, 2, 3, 100, 2048, packed.length]) {
      expect((await outcome(cut(packed, size))).summary, `${size}`).toMatchObject(COUNTS);
    }
    expect((await outcome([], file("no-extension", packed))).summary).toMatchObject(COUNTS);
  });

  test("has the format of the extension before .gz", async () => {
    const { file } = scratch();
    const csv = gzipSync(`id,x\n${FOO},1\n"${FOO}","a\nb"\n`);
    expect((await outcome([], "--field", "id", file("a.csv.gz", csv))).summary).toMatchObject({ total: 2, valid: 2 });
  });

  test("can have several members, in chunks of any size", async () => {
    const half = TEXT.length >> 1;
    const members = Buffer.concat([gzipSync(TEXT.slice(0, half)), gzipSync(""), gzipSync(TEXT.slice(half))]);
    for (const size of [1, 7, 2048, members.length]) {
      expect((await outcome(cut(members, size))).summary, `${size}`).toMatchObject(COUNTS);
    }
    const border = gzipSync(TEXT.slice(0, half)).length;
    expect((await outcome([members.subarray(0, border), members.subarray(border)])).summary).toMatchObject(COUNTS);
  });

  test("can contain a byte order mark", async () => {
    expect((await outcome(gzipSync(`\ufeff${TEXT}`))).summary).toMatchObject(COUNTS);
  });

  test("truncated anywhere: the readable part counts, then a one-line error", async () => {
    const noise = new SeededRandom("gzip");
    const lines = Array.from({ length: 4000 }, () => Buffer.from(noise.bytes(32)).toString("hex"));
    const whole = gzipSync(lines.join("\n"));
    for (const share of [0.2, 0.5, 0.9, 0.999]) {
      const length = Math.floor(share * whole.length);
      const { code, stderr, summary } = await outcome(cut(whole.subarray(0, length), 5000));
      expect([code, stderr]).toEqual([2, 'durable-id: "stdin" is not a complete gzip file: unexpected end of file\n']);
      expect(summary.complete).toBe(false);
      expect(summary.total).toBeGreaterThan(4000 * (share - 0.1));
    }
    expect((await outcome(whole.subarray(0, whole.length - 1))).summary.total).toBeGreaterThan(3990);
    for (const length of [2, 5, 12]) expect((await outcome(whole.subarray(0, length))).code).toBe(2);
  });

  test("with a changed byte: an error, not different lines", async () => {
    const broken = Uint8Array.from(packed);
    broken[packed.length - 6] ^= 1;
    const { code, stderr, summary } = await outcome(broken);
    expect([code, summary.complete]).toEqual([2, false]);
    expect(stderr).toMatch(/^durable-id: "stdin" is not a complete gzip file: [^\n]+\n$/);
  });

  test.each(["garbage", "\u001f\u008bgarbage", "x"])(
    "followed by %j: all that could be read, then one line",
    async (more) => {
      const bytes = Buffer.concat([packed, Buffer.from(more, "latin1")]);
      for (const chunks of [[bytes], cut(bytes, 1), [packed, Buffer.from(more, "latin1")]]) {
        const { code, stderr, summary } = await outcome(chunks);
        expect(stderr).toMatch(/^durable-id: "stdin" is not a complete gzip file: [^\n]+\n$/);
        expect(code).toBe(2);
        expect(summary).toMatchObject({ ...COUNTS, complete: false });
      }
    },
  );

  test("followed by zeros, the padding of tapes and blocks: no error", async () => {
    const { code, summary } = await outcome(Buffer.concat([packed, Buffer.alloc(5000)]));
    expect([code, summary.complete, summary.total]).toEqual([1, true, 3000]);
  });

  test("20 MB of newlines in 20 KB are read in little memory", () => {
    const { file } = scratch();
    const bomb = file("bomb.gz", gzipSync(Buffer.alloc(20_000_000, 0x0a)));
    const { stdout, megabytes } = shellWithPeak(`"$BIN" check --unique-key "$ROOMS" --json ${bomb}`, { ROOMS });
    expect(JSON.parse(stdout)).toMatchObject({ complete: true, total: 20_000_000, malformed: 20_000_000 });
    expect(megabytes).toBeLessThan(120);
  });
});

describe("zstd", () => {
  const fixture = (name: string) => readFileSync(new URL(`fixtures/zstd/${name}`, import.meta.url));
  const packed = fixture("checksum.zst");
  const text = { complete: true, total: 3000, valid: 2337, foreign: 390, malformed: 273 };
  const twice = { complete: true, total: 6000, valid: 4674, foreign: 780, malformed: 546 };

  test.each(["checksum.zst", "pzstd.zst"])(
    "%s is recognised by its first bytes, in chunks of any size",
    async (name) => {
      const bytes = fixture(name);
      for (const size of [1, 3, 1000, bytes.length]) {
        expect((await outcome(cut(bytes, size))).summary, `${size}`).toMatchObject(text);
      }
      const { file } = scratch();
      expect((await outcome([], file("no-extension", bytes))).summary).toMatchObject(text);
    },
  );

  test("several frames, with skippable ones before, between and after them", async () => {
    const frames = Buffer.concat([
      skippable(0),
      packed,
      skippable(5),
      skippable(300_000),
      fixture("pzstd.zst"),
      skippable(1),
    ]);
    for (const size of [1000, 65_536, frames.length]) {
      expect((await outcome(cut(frames, size))).summary, `${size}`).toMatchObject(twice);
    }
  });

  test("every damaged byte: an error, or the same text", async () => {
    let refused = 0;
    for (let at = 0; at < packed.length; at++) {
      const damaged = Uint8Array.from(packed);
      damaged[at] ^= 1 << (at % 8);
      const { code, stderr, summary } = await outcome(damaged);
      // With a damaged magic number, the file counts as uncompressed text.
      if (at < 4) continue;
      if (code === 2) {
        refused++;
        expect(stderr).toMatch(/^durable-id: "stdin" (is not a complete zstd file: |needs a window)[^\n]+\n$/);
        if (summary !== undefined) expect(summary.complete).toBe(false);
      } else expect(summary, `${at}`).toMatchObject(text);
    }
    expect(refused).toBeGreaterThan(packed.length - 20);
  }, 60_000);

  test("with a wrong checksum: everything counts, then the error", async () => {
    const damaged = Uint8Array.from(packed);
    damaged[packed.length - 1] ^= 1;
    const { code, stderr, summary } = await outcome([Buffer.concat([packed, damaged])]);
    expect([code, summary.complete, summary.total]).toEqual([2, false, 6000]);
    expect(stderr).toContain("checksum");
  });

  test("a damaged block: the blocks before it count", async () => {
    const damaged = Buffer.concat([frame([raw(`${FOO}\n`), raw(`${FOO}\n`), Buffer.from([7, 0, 0])])]);
    const { code, summary } = await outcome(damaged);
    expect([code, summary.complete, summary.total]).toEqual([2, false, 2]);
  });

  test("truncated anywhere: the readable part counts, then the error", async () => {
    for (const size of [5, 17, 500, packed.length - 1]) {
      const { code, stderr } = await outcome(packed.subarray(0, size));
      expect([code, stderr]).toEqual([2, expect.stringContaining("not a complete zstd file")]);
    }
    const { code, summary } = await outcome(Buffer.concat([packed, skippable(300).subarray(0, 200)]));
    expect([code, summary.complete, summary.total]).toEqual([2, false, 3000]);
  });

  test.each(["garbage", "x", "\u0000"])("followed by %j: everything counts, then the error", async (more) => {
    for (const chunks of [[Buffer.concat([packed, Buffer.from(more)])], [packed, Buffer.from(more)]]) {
      const { code, stderr, summary } = await outcome(chunks);
      expect(stderr).toMatch(/^durable-id: "stdin" is not a complete zstd file: [^\n]+\n$/);
      expect([code, summary.complete, summary.total]).toEqual([2, false, 3000]);
    }
  });

  test("a window of more than 8 MiB is refused, with the command that unpacks it", async () => {
    for (const bytes of [fixture("window-128-mib.zst"), frame([raw(`${FOO}\n`)], 0x70), singleSegment(9 << 20)]) {
      for (const chunks of [[bytes], cut(bytes.subarray(0, 40), 1)]) {
        const { code, stderr, summary } = await outcome(chunks);
        expect([code, summary]).toEqual([2, undefined]);
        expect(stderr).toContain("zstd -dc");
      }
    }
    expect((await outcome(frame([raw(`${FOO}\n`)], 0x68))).summary).toMatchObject({ total: 1, valid: 1 });
  });

  test("20 MB of newlines in a kilobyte are read in little memory", async () => {
    const newlines = Buffer.from([
      0x02 | ((131_072 << 3) & 0xff),
      ...[(131_072 << 3) >> 8, (131_072 << 3) >> 16],
      0x0a,
    ]);
    const before = process.memoryUsage().rss;
    const { summary } = await outcome(frame(Array.from({ length: 153 }, () => newlines)));
    expect(summary.total).toBe(153 * 131_072);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 << 20);
  }, 30_000);

  /** A skippable frame with a number of bytes. */
  function skippable(size: number): Buffer {
    const bytes = Buffer.alloc(8 + size, 0x61);
    bytes.writeUInt32LE(0x184d2a5e, 0);
    bytes.writeUInt32LE(size, 4);
    return bytes;
  }

  /** The start of a frame with the length of its content, which is also its window. */
  function singleSegment(size: number): Buffer {
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
    header.writeUInt32LE(size, 5);
    return Buffer.concat([header, raw(`${FOO}\n`)]);
  }
});
