import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { shellWithPeak } from "./peak.js";
import { cli, cut, FOO, FOREIGN, ROOMS, scratch } from "./support.js";

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

  test("by its first bytes, from standard input and from files, however it is cut", async () => {
    const { file } = scratch();
    for (const size of [1, 2, 3, 100, 2048, packed.length]) {
      expect((await outcome(cut(packed, size))).summary, `${size}`).toMatchObject(COUNTS);
    }
    expect((await outcome([], file("no-extension", packed))).summary).toMatchObject(COUNTS);
  });

  test("the format is told by the extension before .gz", async () => {
    const { file } = scratch();
    const csv = gzipSync(`id,x\n${FOO},1\n"${FOO}","a\nb"\n`);
    expect((await outcome([], "--field", "id", file("a.csv.gz", csv))).summary).toMatchObject({ total: 2, valid: 2 });
  });

  test("several members, one behind the other, wherever they are cut", async () => {
    const half = TEXT.length >> 1;
    const members = Buffer.concat([gzipSync(TEXT.slice(0, half)), gzipSync(""), gzipSync(TEXT.slice(half))]);
    for (const size of [1, 7, 2048, members.length]) {
      expect((await outcome(cut(members, size))).summary, `${size}`).toMatchObject(COUNTS);
    }
    const border = gzipSync(TEXT.slice(0, half)).length;
    expect((await outcome([members.subarray(0, border), members.subarray(border)])).summary).toMatchObject(COUNTS);
  });

  test("a byte order mark within", async () => {
    expect((await outcome(gzipSync(`\ufeff${TEXT}`))).summary).toMatchObject(COUNTS);
  });

  test("cut off anywhere: all that could be read, then one line", async () => {
    const noise = new SeededRandom("gzip");
    const lines = Array.from({ length: 4000 }, () => Buffer.from(noise.bytes(32)).toString("hex"));
    const whole = gzipSync(lines.join("\n"));
    for (const share of [0.2, 0.5, 0.9, 0.999]) {
      const length = Math.floor(share * whole.length);
      const { code, stderr, summary } = await outcome(cut(whole.subarray(0, length), 5000));
      expect([code, stderr]).toEqual([2, 'durable-id: "stdin" is no whole gzip file: unexpected end of file\n']);
      expect(summary.complete).toBe(false);
      expect(summary.total).toBeGreaterThan(4000 * (share - 0.1));
    }
    expect((await outcome(whole.subarray(0, whole.length - 1))).summary.total).toBeGreaterThan(3990);
    for (const length of [2, 5, 12]) expect((await outcome(whole.subarray(0, length))).code).toBe(2);
  });

  test("a byte changed: an error, not other lines", async () => {
    const broken = Uint8Array.from(packed);
    broken[packed.length - 6] ^= 1;
    const { code, stderr, summary } = await outcome(broken);
    expect([code, summary.complete]).toEqual([2, false]);
    expect(stderr).toMatch(/^durable-id: "stdin" is no whole gzip file: [^\n]+\n$/);
  });

  test.each(["garbage", "\u001f\u008bgarbage", "x"])(
    "followed by %j: all that could be read, then one line",
    async (more) => {
      const bytes = Buffer.concat([packed, Buffer.from(more, "latin1")]);
      for (const chunks of [[bytes], cut(bytes, 1), [packed, Buffer.from(more, "latin1")]]) {
        const { code, stderr, summary } = await outcome(chunks);
        expect(stderr).toMatch(/^durable-id: "stdin" is no whole gzip file: [^\n]+\n$/);
        expect(code).toBe(2);
        expect(summary).toMatchObject({ ...COUNTS, complete: false });
      }
    },
  );

  test("followed by zeros, as tapes and blocks pad it: nothing is wrong", async () => {
    const { code, summary } = await outcome(Buffer.concat([packed, Buffer.alloc(5000)]));
    expect([code, summary.complete, summary.total]).toEqual([1, true, 3000]);
  });

  test("20 MB of newlines in 20 KB are read as such, in little memory", () => {
    const { file } = scratch();
    const bomb = file("bomb.gz", gzipSync(Buffer.alloc(20_000_000, 0x0a)));
    const { stdout, megabytes } = shellWithPeak(`"$BIN" check --unique-key "$ROOMS" --json ${bomb}`, { ROOMS });
    expect(JSON.parse(stdout)).toMatchObject({ complete: true, total: 20_000_000, malformed: 20_000_000 });
    expect(megabytes).toBeLessThan(120);
  });
});

describe("zstd", () => {
  const zstd = (text: string | Buffer, ...args: string[]) => {
    const { stdout, status } = spawnSync("zstd", ["-q", "-c", ...args], { input: text, maxBuffer: 1 << 30 });
    return status === 0 ? stdout : undefined;
  };
  const packed = zstd(TEXT);

  test.runIf(packed)("by its first bytes, however it is cut; several frames too", async () => {
    const bytes = packed as Buffer;
    for (const size of [1, 3, 1000, bytes.length])
      expect((await outcome(cut(bytes, size))).summary).toMatchObject(COUNTS);
    const frames = Buffer.concat([
      zstd(TEXT.slice(0, 650)) as Buffer,
      zstd(TEXT.slice(650), "--check", "-19") as Buffer,
    ]);
    for (const size of [1, 100, frames.length])
      expect((await outcome(cut(frames, size))).summary).toMatchObject(COUNTS);
  });

  test.runIf(packed)("cut off, or followed by something else: an error, after all that could be read", async () => {
    const bytes = packed as Buffer;
    for (const broken of [bytes.subarray(0, bytes.length - 5), Buffer.concat([bytes, Buffer.from("garbage")])]) {
      const { code, stderr } = await outcome(broken);
      expect(stderr).toMatch(/^durable-id: "stdin" is no whole zstd file: [^\n]+\n$/);
      expect(code).toBe(2);
    }
  });
});
