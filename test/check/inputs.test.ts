import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { sniff } from "../../src/check/inputs/container.js";
import { freeUsed } from "../../src/check/inputs/free-used.js";
import { gunzip } from "../../src/check/inputs/gunzip.js";
import { findIdColumn, findIdPath, isIdLike } from "../../src/check/inputs/id-places.js";
import { openInputs } from "../../src/check/inputs/open-inputs.js";
import { readLines } from "../../src/check/inputs/read-lines.js";
import { fileSource, streamSource } from "../../src/check/inputs/sources.js";
import { stopRequest, throwIfStopped, untilStopped } from "../../src/check/inputs/stop.js";
import { unpack } from "../../src/check/inputs/unpack.js";
import { readFrameStart } from "../../src/check/inputs/zstd-frame.js";
import { cut, FOO } from "../cli/support.js";
import { frame, raw } from "../cli/zstd-frames.js";

async function* chunksOf(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* pieces;
}

/** What came out, and the error that ended it. */
async function gather(chunks: AsyncIterable<Uint8Array>): Promise<{ text: string; fault: string }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of chunks) pieces.push(Uint8Array.from(piece));
  } catch (error) {
    return { text: Buffer.concat(pieces).toString(), fault: String(error) };
  }
  return { text: Buffer.concat(pieces).toString(), fault: "" };
}

function fileOf(content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "file"), content);
  return join(folder, "file");
}

describe("gunzip", () => {
  const TEXT = "one\ntwo\nthree\n";
  /** A member with these flags, and the fields that they announce. */
  function member(flags: number, text = TEXT): Buffer {
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(text), 0);
    trailer.writeUInt32LE(text.length, 4);
    return Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]),
      flags & 4 ? Buffer.from("\x04\x00\0xyz") : Buffer.alloc(0),
      flags & 8 ? Buffer.from("name.txt\0") : Buffer.alloc(0),
      flags & 16 ? Buffer.from("a comment\0") : Buffer.alloc(0),
      flags & 2 ? Buffer.from("\0\x01") : Buffer.alloc(0),
      deflateRawSync(text),
      trailer,
    ]);
  }

  test("reads members with every header of RFC 1952, however they are cut", async () => {
    for (let flags = 0; flags < 32; flags++) {
      const packed = Buffer.concat([member(flags), member(flags ^ 30, "more")]);
      for (const size of [1, 11, packed.length]) {
        const outcome = await gather(gunzip(chunksOf(cut(packed, size)), "x.gz"));
        expect(outcome, `flags ${flags}, ${size} bytes at a time`).toEqual({ text: `${TEXT}more`, fault: "" });
      }
    }
  });

  test.each([
    ["in a header", 14, "", "unexpected end"],
    ["after a header", 0x1c, "", "unexpected end"],
    ["in a trailer", -1, TEXT, "unexpected end"],
    ["before a trailer", -8, TEXT, "unexpected end"],
  ])("reports a file that ends %s", async (_, length, text, fault) => {
    const packed = member(30).subarray(0, length);
    for (const size of [1, 1000]) {
      const outcome = await gather(gunzip(chunksOf(cut(packed, size)), "x.gz"));
      expect(outcome).toEqual({ text, fault: expect.stringContaining(fault) });
    }
  });

  test("reports a file that ends anywhere, after the text of whole members", async () => {
    for (const flags of [0, 2, 4, 8, 16, 30]) {
      const first = member(flags).length;
      const packed = Buffer.concat([member(flags), member(flags)]);
      for (let length = 1; length < packed.length; length++) {
        for (const size of [1, length]) {
          const { text, fault } = await gather(gunzip(chunksOf(cut(packed.subarray(0, length), size)), "x.gz"));
          expect(text.startsWith(length < first ? "" : TEXT)).toBe(true);
          if (length === first) expect(fault).toBe("");
          else expect(fault).toContain("unexpected end");
        }
      }
    }
  });

  test.each(["x", "\x1fx", "\x1f\x8b\x07", "\x1f\x8b\x07 and more than a header"])(
    "reports %j after a member",
    async (after) => {
      const packed = Buffer.concat([member(0), Buffer.from(after, "latin1")]);
      for (const size of [1, 1000]) {
        const outcome = await gather(gunzip(chunksOf(cut(packed, size)), "x.gz"));
        expect(outcome).toEqual({ text: TEXT, fault: expect.stringContaining("after its end") });
      }
    },
  );

  test.each([
    ["a checksum", -8, "data check"],
    ["a length", -4, "length check"],
  ])("reports %s that is wrong, after the text", async (_, at, fault) => {
    const packed = member(0);
    packed[packed.length + at] ^= 1;
    const outcome = await gather(gunzip(chunksOf([packed]), "x.gz"));
    expect(outcome).toEqual({ text: TEXT, fault: expect.stringContaining(fault) });
  });

  test("takes zeros after a member, and nothing else", async () => {
    const padded = Buffer.concat([member(0), Buffer.alloc(20)]);
    for (const size of [1, 1000]) {
      expect(await gather(gunzip(chunksOf(cut(padded, size)), "x.gz"))).toEqual({ text: TEXT, fault: "" });
      const followed = cut(Buffer.concat([padded, Buffer.from("x")]), size);
      expect((await gather(gunzip(chunksOf(followed), "x.gz"))).fault).toContain("after its end");
    }
    const empty = await gather(gunzip(chunksOf([]), "x.gz"));
    expect(empty).toEqual({ text: "", fault: "" });
  });
});

describe("readFrameStart", () => {
  const frame = (...bytes: number[]) => Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, ...bytes);

  test.each<[string, Uint8Array, bigint]>([
    ["of the smallest window", frame(0, 0), 1024n],
    ["of eighths of a power of two", frame(0, 0x07), 1024n + 7n * 128n],
    ["of the largest window", frame(0, 0xff), (1n << 41n) + 7n * (1n << 38n)],
    ["of one segment, with a size of one byte", frame(0x20, 200), 200n],
    ["with a size of two bytes", frame(0x60, 1, 2), 0x201n + 256n],
    ["with a size of four bytes", frame(0xa0, 1, 2, 3, 0x84), 0x84030201n],
    ["with a size of eight bytes", frame(0xe0, 1, 0, 0, 0, 0, 0, 0, 0x80), 0x8000000000000001n],
    ["with a dictionary's number of one byte", frame(0x21, 9, 200), 200n],
    ["with a dictionary's number of two bytes", frame(0x22, 9, 9, 200), 200n],
    ["with a dictionary's number of four bytes", frame(0xe3, 9, 9, 9, 9, 1, 2, 0, 0, 0, 0, 0, 0), 0x201n],
  ])("a frame %s", (_, bytes, window) => {
    expect(readFrameStart(bytes)).toEqual({ kind: "data", window });
    expect(readFrameStart(Buffer.concat([bytes, Buffer.alloc(20, 0xee)]))).toEqual({ kind: "data", window });
    for (let length = 0; length < bytes.length; length++) {
      expect(readFrameStart(bytes.subarray(0, length)), `${length} bytes`).toEqual({ kind: "undecided" });
    }
  });

  test("a skippable frame has one of sixteen magic numbers", () => {
    const kinds = [0x4f, 0x50, 0x5f, 0x60].map((byte) => readFrameStart(Uint8Array.of(byte, 0x2a, 0x4d, 0x18)).kind);
    expect(kinds).toEqual(["unknown", "skippable", "skippable", "unknown"]);
  });
});

describe("sniff", () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  const kindOf = (text: string, isAll = false) => sniff(bytes(text), isAll).kind;

  test.each([
    ["\x1f\x8b", "gzip"],
    ["\x28\xb5\x2f\xfd", "zstd"],
    ["\x50\x2a\x4d\x18", "zstd"],
    ["\x5f\x2a\x4d\x18", "zstd"],
    ["\xff\xfe", "utf-16le"],
    ["\xfe\xff", "utf-16be"],
    ["PAR1", "parquet"],
    ["SQLite format 3\0", "sqlite"],
  ])("%j begins %s, and is undecided as long as it may go on so", (magic, container) => {
    expect(sniff(bytes(`${magic}more`), false)).toEqual({ kind: "readable", container });
    for (let length = 1; length < magic.length; length++) {
      expect(kindOf(magic.slice(0, length)), `${length} bytes`).toBe("undecided");
      expect(sniff(bytes(magic.slice(0, length)), true)).toEqual({ kind: "readable", container: "none" });
      expect(sniff(bytes(`${magic.slice(0, length)}\n`), true)).toEqual({ kind: "readable", container: "none" });
    }
  });

  test("a tar file may have a name of 99 bytes on one line, which zeros follow", () => {
    const tar = (name: string, magic = "ustar") => `${name.padEnd(257, "\0")}${magic}`;
    expect(kindOf(tar("a"))).toBe("refused");
    expect(kindOf(tar("a".repeat(99)))).toBe("refused");
    expect(kindOf(tar("a").slice(0, 261))).toBe("undecided");
    expect(kindOf(tar("a").slice(0, 261), true)).toBe("readable");
    for (const text of [tar("a\nb"), tar("a".repeat(100)), tar(""), tar("a", "ustax")]) {
      expect(kindOf(text), JSON.stringify(text.slice(0, 5))).toBe("readable");
    }
    // A line that has not ended, and is not yet too long for a name.
    expect([kindOf("x".repeat(99)), kindOf("x".repeat(100)), kindOf("x\n")]).toEqual([
      ...["undecided", "readable", "readable"],
    ]);
  });

  test("UTF-16 without a mark takes 16 bytes to recognise", () => {
    const [little, big] = ["i\0d\0".repeat(4), "\0i\0d".repeat(4)];
    expect([kindOf(little), kindOf(big)]).toEqual(["refused", "refused"]);
    expect([kindOf(little.slice(0, 15)), kindOf(big.slice(0, 15))]).toEqual(["undecided", "undecided"]);
    expect([kindOf(little.slice(0, 15), true), kindOf("\0bc\n"), kindOf("\0")]).toEqual([
      ...["readable", "readable", "undecided"],
    ]);
    expect(sniff(bytes(little), false)).toMatchObject({ remedy: expect.stringContaining("UTF-16LE") });
    expect(sniff(bytes(big), false)).toMatchObject({ remedy: expect.stringContaining("UTF-16BE") });
  });
});

describe("unpack", () => {
  const TEXT = "one\ntwo\n";
  const unpacked = (bytes: Uint8Array, size: number) => gather(unpack(lent(cut(bytes, size)), "in"));

  /** Like a real stream: the buffer of a chunk is used again for the next. */
  async function* lent(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
    for (const piece of pieces) {
      const chunk = Uint8Array.from(piece);
      yield chunk;
      chunk.fill(0x21);
    }
  }

  test.each([
    ["text", Buffer.from(TEXT)],
    ["text that begins like an archive", Buffer.from("PK")],
    ["nothing", Buffer.alloc(0)],
    ["gzip", gzipSync(TEXT)],
    ["gzip of UTF-16", gzipSync(Buffer.from(`\ufeff${TEXT}`, "utf16le"))],
    ["zstd", frame([raw("one\n"), raw("two\n")])],
    ["zstd, two frames", Buffer.concat([frame([raw("one\n")]), frame([raw("two\n")])])],
    ["zstd after a skippable frame", Buffer.concat([Buffer.from("P*M\x18\x01\0\0\0x", "latin1"), frame([raw(TEXT)])])],
    ["zstd with a window of 8 MiB", frame([raw(TEXT)], 13 << 3)],
    ["UTF-16, big-endian", Buffer.from(`\ufeff${TEXT}`, "utf16le").swap16()],
  ])("%s, however it is cut", async (name, bytes) => {
    const text = name === "nothing" ? "" : name.startsWith("text that") ? "PK" : TEXT;
    for (const size of [1, 3, 1000]) expect(await unpacked(bytes, size), `${size}`).toEqual({ text, fault: "" });
  });

  test.each([
    ["gzip of gzip", gzipSync(gzipSync(TEXT)), "", /packed twice.*gzip/],
    ["zstd of gzip", gzipSync(frame([raw(TEXT)])), "", /packed twice.*zstd/],
    ["Parquet", Buffer.from("PAR1more"), "", /Parquet.*save it as a file/],
    ["SQLite", Buffer.from("SQLite format 3\0more"), "", /SQLite.*save it as a file/],
    ["zip", Buffer.from("PK\x03\x04"), "", /a zip file.*unzip/],
    ["zstd that ends early", frame([raw(TEXT)]).subarray(0, -1), TEXT, /unexpected end/],
    ["zstd that ends in a header", Buffer.concat([frame([raw(TEXT)]), Buffer.of(0x28)]), TEXT, /unexpected end/],
    ["zstd and more", Buffer.concat([frame([raw(TEXT)]), Buffer.from("more")]), TEXT, /after its end/],
    ["zstd with a window of 9 MiB", frame([raw(TEXT)], (13 << 3) | 1), "", /window of more than 8 MiB/],
    ["zstd with a block of an unknown kind", frame([Buffer.of(0x0e, 0, 0)]), "", /damaged/],
  ])("%s: what could be read, and an error", async (_, bytes, text, fault) => {
    for (const size of [1, 1000]) {
      expect(await unpacked(bytes, size)).toEqual({ text, fault: expect.stringMatching(fault) });
    }
  });

  test("closes its chunks when its caller stops at the start", async () => {
    let closed = 0;
    async function* chunks(): AsyncIterable<Uint8Array> {
      try {
        yield Buffer.from("text\n");
        yield Buffer.from("more\n");
      } finally {
        closed++;
      }
    }
    for await (const _ of unpack(chunks(), "in")) break;
    expect(closed).toBe(1);
    const once = chunksOf([Buffer.from("a\n")])[Symbol.asyncIterator]();
    const bare: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next: () => once.next() }) };
    expect(await gather(unpack(bare, "in"))).toEqual({ text: "a\n", fault: "" });
  });
});

describe("places of IDs", () => {
  test("in JSON values, up to four levels deep", () => {
    expect(findIdPath({ a: null, b: [1, { c: { d: FOO } }] })).toBe("b.1.c.d");
    expect(findIdPath({ a: { b: { c: { d: { e: FOO } } } } })).toBeUndefined();
    expect([findIdPath(FOO), findIdPath(null), findIdPath([FOO])]).toEqual([undefined, undefined, "0"]);
  });

  test("are strings of 64 digits, after a class name or not", () => {
    const texts = [FOO, FOO.toUpperCase(), `Room$_1:${FOO}`, `a b:${FOO}`, `${FOO}0`, ` ${FOO}`, [FOO], 1];
    expect(texts.map(isIdLike)).toEqual([true, true, true, false, false, false, false, false]);
  });

  test("in columns of any usual delimiter, quoted or not", () => {
    for (const delimiter of [",", ";", "\t", "|"]) {
      expect(findIdColumn([`x${delimiter}"id"`, "", `"1"${delimiter}"${FOO}"`])).toEqual({ name: "id", number: 2 });
      expect(findIdColumn([`${FOO}${delimiter}x`])).toEqual({ name: undefined, number: 1 });
    }
    expect([findIdColumn([FOO]), findIdColumn(["a,b", "c,d"]), findIdColumn([])]).toEqual([
      ...[undefined, undefined, undefined],
    ]);
  });
});

describe("streamSource", () => {
  const textOf = async (pieces: readonly string[], skipped: number, room: number) => {
    const source = streamSource(chunksOf(pieces.map((piece) => Buffer.from(piece))), skipped);
    const into = Buffer.alloc(room);
    let text = "";
    for (let size = await source.read(into); size > 0; size = await source.read(into)) {
      text += into.subarray(0, size).toString();
    }
    await source.close();
    return text;
  };

  test("leaves out bytes at the start, over several chunks", async () => {
    for (let skipped = 0; skipped <= 10; skipped++) {
      expect(await textOf(["abc", "", "def", "g"], skipped, 2)).toBe("abcdefg".slice(skipped));
    }
  });

  test("closes its chunks once", async () => {
    let closed = 0;
    async function* chunks(): AsyncIterable<Uint8Array> {
      try {
        yield Buffer.from("abc");
      } finally {
        closed++;
      }
    }
    const source = streamSource(chunks(), 0);
    await source.read(Buffer.alloc(1));
    await Promise.all([source.close(), source.close()]);
    await source[Symbol.asyncDispose]();
    expect(closed).toBe(1);
  });
});

describe("files", () => {
  test("are read from a place on, and an end before their size is an error", () => {
    const path = fileOf("0123456789");
    const file = { size: 10, mtimeMs: 0, ino: 0, dev: 0, container: "none" } as const;
    const places: number[] = [];
    const source = fileSource(path, file, 4, (position) => places.push(position));
    const into = Buffer.alloc(4);
    expect([source.read(into), into.toString()]).toEqual([4, "4567"]);
    expect([source.read(into), source.read(into), places]).toEqual([2, 0, [8, 10, 10]]);
    const shorter = fileSource(path, { ...file, size: 11 }, 10, () => undefined);
    expect(() => shorter.read(into)).toThrow(/truncated/);
    return Promise.all([source.close(), shorter.close()]);
  });

  test("of UTF-16 tell how many of their bytes were read", async () => {
    const [input] = await openInputs([fileOf(Buffer.from("\ufeffabc", "utf16le"))], { stdin: chunksOf([]) });
    const source = input.open(1);
    const into = Buffer.alloc(10);
    expect([await source.read(into), into.subarray(0, 2).toString()]).toEqual([2, "bc"]);
    expect([await source.read(into), input.bytesRead]).toEqual([0, 8]);
    await source.close();
  });
});

describe("readLines", () => {
  const linesOf = async (content: string | Uint8Array, fatal: boolean) => {
    const [input] = await openInputs([fileOf(content)], { stdin: chunksOf([]) });
    const lines: string[] = [];
    for await (const some of readLines(input, { fatal })) lines.push(...some);
    return lines;
  };

  test("gives lines without their ends, and keeps a byte order mark within", async () => {
    expect(await linesOf("one\r\n\ntwo\ufeff\n\ufeffthree", true)).toEqual(["one", "", "two\ufeff", "\ufeffthree"]);
    expect(await linesOf("", true)).toEqual([]);
    expect(await linesOf("x\n".repeat(5000), true)).toHaveLength(5000);
  });

  test("reads bytes that are not UTF-8 as U+FFFD, or throws", async () => {
    const content = Buffer.from("a\nb\xff\n", "latin1");
    expect(await linesOf(content, false)).toEqual(["a", "b\ufffd"]);
    await expect(linesOf(content, true)).rejects.toThrow(/line 2 .*UTF-8/);
  });

  test("refuses a line of more than 4 MB", async () => {
    await expect(linesOf(Buffer.concat([Buffer.from("a\n"), Buffer.alloc(5_000_000, "x")]), false)).rejects.toThrow(
      /line 2 .*longer/,
    );
  });
});

describe("untilStopped", () => {
  /** Chunks of which the second never comes, and how often they were closed. */
  function endless() {
    const state = { closed: 0 };
    const chunks: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => {
        let asked = 0;
        return {
          next: () =>
            asked++ === 0 ? Promise.resolve({ value: Buffer.from("a"), done: false }) : new Promise(() => {}),
          return: () => {
            state.closed++;
            return new Promise(() => {});
          },
        };
      },
    };
    return { state, chunks };
  }

  test.each(["SIGINT", "SIGTERM"] as const)("ends with %s while the next chunk is waited for", async (signal) => {
    const { state, chunks } = endless();
    const controller = new AbortController();
    const texts: string[] = [];
    const reading = (async () => {
      for await (const chunk of untilStopped(chunks, controller.signal)) {
        texts.push(Buffer.from(chunk).toString());
        setImmediate(() => controller.abort(signal));
      }
    })();
    await expect(reading).rejects.toMatchObject({ signal });
    expect([texts, state.closed]).toEqual([["a"], 1]);
  });

  test("gives all chunks, and closes them when its caller stops", async () => {
    const { signal } = new AbortController();
    expect(await gather(untilStopped(chunksOf([Buffer.from("a"), Buffer.from("b")]), signal))).toEqual({
      ...{ text: "ab", fault: "" },
    });
    expect(await gather(untilStopped(chunksOf([Buffer.from("a")]), undefined))).toEqual({ text: "a", fault: "" });
    let isClosed = false;
    async function* closing(): AsyncIterable<Uint8Array> {
      try {
        yield Buffer.from("a");
        yield Buffer.from("b");
      } finally {
        await new Promise((resolve) => setImmediate(resolve));
        isClosed = true;
      }
    }
    for await (const _ of untilStopped(closing(), signal)) break;
    expect(isClosed).toBe(true);
  });

  test("takes a signal that comes with the end", async () => {
    for (const turns of [1, 2]) {
      const controller = new AbortController();
      async function* chunks(): AsyncIterable<Uint8Array> {
        yield Buffer.from("a");
        let left = turns;
        const wait = () => (--left === 0 ? controller.abort("SIGINT") : setImmediate(wait));
        setImmediate(wait);
      }
      expect((await gather(untilStopped(chunks(), controller.signal))).fault, `${turns}`).toContain("SIGINT");
    }
  });

  test("a run that was stopped before says so", async () => {
    throwIfStopped(undefined);
    throwIfStopped(new AbortController().signal);
    expect(() => throwIfStopped(AbortSignal.abort("SIGTERM"))).toThrow(/SIGTERM/);
    expect(() => throwIfStopped(AbortSignal.abort())).toThrow(/SIGINT/);
    await stopRequest(AbortSignal.abort());
    const controller = new AbortController();
    const request = stopRequest(controller.signal);
    controller.abort();
    await request;
  });
});

describe("freeUsed", () => {
  test("frees buffers that are used up, and neither parts of one nor those of the pool", async () => {
    const chunks = [new Uint8Array(100_000), new Uint8Array(100_000).subarray(0, 50_000), Buffer.from("pooled")];
    const small = new Uint8Array(Buffer.poolSize);
    for await (const chunk of freeUsed(chunksOf([...chunks, small]))) expect(chunk.length).toBeGreaterThan(0);
    expect([...chunks, small].map(({ length }) => length)).toEqual([0, 50_000, 6, Buffer.poolSize]);
  });
});
