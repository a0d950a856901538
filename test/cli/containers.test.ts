import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { annotated, cli, cut, FOO, FOREIGN, ROOMS, scratch, summaryOf } from "./support.js";

const KEY = ["check", "--unique-key", ROOMS];

describe("a container that can't be read is refused by name, with a remedy", () => {
  test.each([
    ["bzip2", "BZh91AY&SY", "bzip2 -dc"],
    ["xz", "\xfd7zXZ\0", "xz -dc"],
    ["lz4", "\x04\x22\x4d\x18", "lz4 -dc"],
    ["zip", "PK\x03\x04", "unzip -p"],
    ["7z", "7z\xbc\xaf\x27\x1c", "7z x"],
    ["Avro", "Obj\x01", "CSV"],
    ["Feather", "ARROW1\0\0", "CSV"],
    ["pg_dump", "PGDMP\x01", "pg_restore"],
    ["PDF", "%PDF-1.7", "pdftotext"],
    ["tar", `ids.txt${"\0".repeat(250)}ustar`, "tar -xO"],
    ["UTF-16", "i\0d\0".repeat(8), "iconv -f UTF-16LE"],
    ["UTF-16", "\0i\0d".repeat(8), "iconv -f UTF-16BE"],
  ])("%s", async (name, magic, remedy) => {
    const { file } = scratch();
    const bytes = Buffer.concat([Buffer.from(magic, "latin1"), Buffer.alloc(5000, 0x61)]);
    const path = file("ids.txt", bytes);
    for (const jobs of ["1", "2"]) {
      const fromFile = await cli([...KEY, "--jobs", jobs, path]);
      expect([fromFile.code, fromFile.stdout]).toEqual([2, ""]);
      expect(fromFile.stderr).toMatch(new RegExp(`^durable-id: "${path}" .*${name}.*${remedy}[^\\n]*\\n$`));
    }
    for (const size of [1, 3, 4096]) {
      const { code, stdout, stderr } = await cli(KEY, { stdin: cut(bytes, size) });
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(new RegExp(`stdin.*${name}.*${remedy}`));
    }
  });

  test("Parquet and SQLite through a pipe, with the remedy", async () => {
    for (const magic of ["PAR1", "SQLite format 3\0"]) {
      const { code, stderr } = await cli(KEY, { stdin: magic + "a".repeat(5000) });
      expect([code, stderr]).toEqual([2, expect.stringContaining("save it as a file")]);
    }
  });

  test("also inside gzip: refused, decoded, or compressed twice", async () => {
    const tar = gzipSync(`ids.txt${"\0".repeat(250)}ustar${"a".repeat(500)}`);
    expect((await cli(KEY, { stdin: cut(tar, 10) })).stderr).toContain("tar -xO");
    expect((await cli(KEY, { stdin: gzipSync(gzipSync(FOO)) })).stderr).toContain("packed twice");
    const utf16 = gzipSync(Buffer.from(`\ufeff${FOO}\n`, "utf16le"));
    expect(await summaryOf(utf16)).toMatchObject({ complete: true, total: 1, valid: 1 });
  });

  test("also by import", async () => {
    const { path } = scratch();
    const argv = ["import", "--unique-key", ROOMS, "--db", `${path}/objects.db`];
    const { code, stderr } = await cli(argv, { stdin: "BZh91AY" });
    expect([code, stderr]).toEqual([2, expect.stringContaining("bzip2 -dc")]);
  });

  test("but text that starts like one of them is text", async () => {
    for (const start of ["BZ", "P", "PAR", "SQLite", "\xfd7z", "ORCID", "PARENT", "a\0b", "Obj", "%PDF"]) {
      for (const size of [1, 1000]) {
        const text = Buffer.from(`${start}\n${FOO}\n`, "latin1");
        expect(await summaryOf(cut(text, size))).toMatchObject({ total: 2, valid: 1, malformed: 1 });
      }
    }
  });

  test("after the records of the inputs before it", async () => {
    const { file } = scratch();
    const first = file("a.txt", `${FOO}\n`);
    const { code, stdout, stderr } = await cli([...KEY, "--json", first, file("b.txt", "PK\x03\x04")]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("b.txt")]);
    if (stdout !== "") expect(JSON.parse(stdout)).toMatchObject({ complete: false, total: 1 });
  });
});

describe("UTF-16 with a byte order mark", () => {
  const little = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
  const big = (text: string) => little(text).swap16();
  const encodings: [string, (text: string) => Buffer][] = [
    ["little-endian", little],
    ["big-endian", big],
  ];

  test.each(encodings)("%s: text in chunks of any size", async (_, encode) => {
    const bytes = encode(`${FOO}\r\n${FOREIGN}\r\n\u{1f600}\r\n`);
    for (const size of [1, 2, 3, 7, 1000]) {
      const summary = await summaryOf(cut(bytes, size));
      expect(summary).toMatchObject({ complete: true, total: 3, valid: 1, foreign: 1, malformed: 1 });
      expect(summary.samples[0]).toMatchObject({ input: "stdin", line: 3, text: "\u{1f600}" });
    }
  });

  test.each(encodings)("%s: CSV from a file, at any number of threads", async (_, encode) => {
    const { file } = scratch();
    const path = file("a.csv", encode(`n,id\n1,${FOO}\n"é\n",bad\n`));
    for (const jobs of ["1", "2"]) {
      const { stdout } = await cli([...KEY, "--json", "--field", "id", "--jobs", jobs, path]);
      expect(JSON.parse(stdout)).toMatchObject({ total: 2, valid: 1, malformed: 1 });
    }
  });

  test("a truncated character or a lone surrogate makes the record malformed", async () => {
    for (const bytes of [little(`${FOO}\nx`).subarray(0, -1), little(`${FOO}\n\ud800\n`)]) {
      expect(await summaryOf(bytes)).toMatchObject({ complete: true, total: 2, valid: 1, malformed: 1 });
    }
  });

  test("--annotate and --valid write UTF-8", async () => {
    const { stdout } = await cli([...KEY, "--annotate"], { stdin: little(`${FOO}\n\u00e9\n`) });
    expect(stdout).toBe(
      annotated(["valid", "", ROOMS], "stdin", 1, FOO) + annotated(["malformed", "other-text"], "stdin", 2, "é"),
    );
  });
});
