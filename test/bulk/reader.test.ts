import { describe, expect, it } from "vitest";
import { BATCH_CAPACITY, type Batch, SHARED_SIZE } from "../../src/bulk/records/batch.js";
import { BatchRing } from "../../src/bulk/records/batch-ring.js";
import { type RecordsOptions, resolveFormat } from "../../src/bulk/records/options.js";
import { type Position, READ_SIZE, RecordReader, START } from "../../src/bulk/records/reader.js";
import { scopeOf } from "../../src/bulk/records/scopes.js";
import { createPureScanner } from "../../src/engine/scan/pure.js";
import { RecordKind } from "../../src/engine/scan/types.js";

const ID = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";
const LF = 10;
const CR = 13;

interface Settings extends RecordsOptions {
  /** The longest record that is kept. */
  readonly longest?: number;
  /** How many batches there are. */
  readonly batches?: number;
  readonly position?: Position;
}

function open({ longest, batches = 1, position, ...options }: Settings) {
  const ring = new BatchRing(Array.from({ length: batches }, () => new ArrayBuffer(SHARED_SIZE)));
  const settings = { ...resolveFormat(options), longest };
  const reader = new RecordReader(createPureScanner(settings.format), settings, ring, position);
  const feed = (text: string): void => {
    const bytes = Buffer.from(text);
    reader.room().set(bytes);
    reader.filled(bytes.length);
  };
  /** The records of the next batch, which is then released. */
  const take = (isLast = false): string[] | undefined => {
    const batch = reader.next(isLast);
    if (batch === undefined) return undefined;
    ring.release();
    return textsOf(batch);
  };
  return { ring, reader, feed, take };
}

/** The texts of records, with their line ends. */
function textsOf({ bytes, starts, nexts, count }: Batch): string[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: count }, (_, i) => all.toString("utf8", starts[i], nexts[i]));
}

const kindsOf = ({ kinds, count }: Batch) => [...kinds.subarray(0, count)];

/** The batch of a whole input, which fits in one. */
function batchOf(text: string, settings: Settings): Batch {
  const { reader, feed } = open(settings);
  feed(text);
  const batch = reader.next(true);
  if (batch === undefined) throw new Error("no records");
  return batch;
}

describe("the place of a reader", () => {
  it("is the start, then the start of the first record that was not returned", () => {
    const { reader, feed, take } = open({ format: "text" });
    expect(reader.position).toEqual(START);
    feed("\ufeffa\nb\r\nc");
    expect(take()).toEqual(["a\n", "b\r\n"]);
    expect(reader.position).toEqual({ ...START, offset: 8, line: 3, hasField: true });
    expect([reader.offset, reader.lineEnd, reader.header]).toEqual([8, LF, undefined]);
    expect(take()).toBeUndefined();
    expect(take(true)).toEqual(["c"]);
    expect(reader.position).toEqual({ ...START, offset: 9, line: 3, hasField: true });
    expect(take(true)).toBeUndefined();
  });

  it("includes what the first row of a CSV file has settled", () => {
    const { reader, feed, take } = open({ format: "csv", field: "id" });
    feed('"n\n";id\r1;x\r2;y\r');
    expect(take()).toEqual(["1;x\r", "2;y\r"]);
    expect(Buffer.from(reader.header ?? []).toString()).toBe('"n\n";id\r');
    expect(reader.lineEnd).toBe(CR);
    expect(reader.position).toEqual({
      offset: 16,
      line: 4,
      column: 1,
      lineEnd: CR,
      delimiter: 0x3b,
      hasField: true,
      place: "input",
    });
  });

  it("can be where another reader starts", () => {
    const position = { ...START, offset: 100, line: 7, column: 1, lineEnd: CR, delimiter: 0x3b, hasField: true };
    const { reader, feed } = open({ format: "csv", field: "id", position });
    // A byte order mark is data here.
    feed(`\ufeff1;${ID}\r2;x`);
    const batch = reader.next(true) as Batch;
    expect(textsOf(batch)).toEqual([`\ufeff1;${ID}\r`, "2;x"]);
    expect([batch.idText(0), batch.lineOf(0), batch.lineOf(1), batch.offset, batch.lineEnd]).toEqual([
      ID,
      7,
      8,
      100,
      CR,
    ]);
    expect(reader.position).toEqual({ ...position, offset: 173, line: 8 });
  });

  it("is at the byte order mark until that is complete", () => {
    for (const text of ["\ufeff", "\ufeffa\n", "\ufeff\n"]) {
      const bytes = Buffer.from(text);
      const { reader, take } = open({ format: "text" });
      for (const byte of bytes.subarray(0, 2)) {
        reader.room()[0] = byte;
        reader.filled(1);
        expect([take(), reader.offset]).toEqual([undefined, 0]);
      }
      reader.room().set(bytes.subarray(2));
      reader.filled(bytes.length - 2);
      expect(take(true)).toEqual(bytes.length === 3 ? undefined : [text.slice(1)]);
      expect(reader.offset).toBe(bytes.length);
    }
    for (const text of ["ab", "a\n"]) {
      const { reader, feed, take } = open({ format: "text" });
      feed(text);
      expect([take(), reader.position]).toEqual([undefined, START]);
      expect(take(true)).toEqual([text]);
    }
    const { reader, feed, take } = open({ format: "text" });
    feed("ab\n");
    expect(take()).toEqual(["ab\n"]);
    expect(reader.offset).toBe(3);
  });

  it("takes only the bytes that the room was filled with", () => {
    const { reader, take } = open({ format: "text" });
    reader.room().set(Buffer.from("\ufeff"));
    reader.filled(2);
    expect(take(true)).toHaveLength(1);
    expect(reader.offset).toBe(2);
  });

  it("is behind one byte order mark, also in a row that is longer than a window", () => {
    const { reader, feed, take } = open({ format: "csv", field: "id" });
    feed("\ufeff\ufeff".padEnd(READ_SIZE - 4, "x"));
    for (const text of ["x".repeat(READ_SIZE), ",id\n1,y\n"]) {
      expect(take()).toBeUndefined();
      feed(text);
    }
    expect(take()).toEqual(["1,y\n"]);
    expect(reader.header).toHaveLength(2 * READ_SIZE + 1);
  });
});

describe("the first row of a CSV file", () => {
  it("fails if it is longer than a record may be", () => {
    const { feed, take } = open({ format: "csv", field: "id", longest: 10 });
    feed("\ufeffid,456789a");
    expect(take()).toBeUndefined();
    feed("b");
    expect(() => take()).toThrow(
      expect.objectContaining({ code: "ERR_DO_RECORDS", message: expect.stringMatching("10") }),
    );
  });

  it("may be all there is", () => {
    const { reader, feed, take } = open({ format: "csv", field: "id" });
    feed("n,id");
    expect([take(), take(true)]).toEqual([undefined, undefined]);
    expect(Buffer.from(reader.header ?? []).toString()).toBe("n,id");
    expect(open({ format: "csv", field: "id" }).take(true)).toBeUndefined();
  });

  it("has another delimiter only if that of the format doesn't make the field a column", () => {
    const { reader, feed } = open({ format: "csv", field: "id" });
    feed(`id\n${ID},x\n`);
    expect([reader.next(true)?.idText(0), reader.position?.delimiter]).toEqual([ID, undefined]);
    const given = open({ format: "csv", field: "a,b", delimiter: "," });
    given.feed("a,b\n");
    expect(() => given.take(true)).toThrow(/no column/);
  });

  it("is a record if there is no header", () => {
    const { reader, feed, take } = open({ format: "csv", field: 2, header: false });
    feed("1,x\n2,y\n");
    expect([take(), reader.header]).toEqual([["1,x\n", "2,y\n"], undefined]);
  });

  it("fails for a quote that is never closed, with its line", () => {
    const { feed, take } = open({ format: "csv", field: "id" });
    feed('"a\nb",id,"x\n');
    expect(() => take(true)).toThrow(/line 2/);
    const later = open({ format: "csv", field: "id" });
    later.feed('id\n1\n"x\n\n');
    expect(later.take(true)).toEqual(["1\n", '"x\n\n']);
    expect(() => later.take(true)).toThrow(/line 3/);
  });
});

describe("the memory of a reader", () => {
  /** A line of 64 KB: four of them are one read. */
  const line = (letter: string) => `${letter.repeat(READ_SIZE / 4 - 1)}\n`;
  const read = (letters: string) => Array.from(letters, line).join("");

  it("has room for one read more than there are batches, and moves what is left to its start", () => {
    const { ring, reader, feed, take } = open({ format: "text", batches: 2 });
    const { buffer } = reader.room();
    expect([reader.isRoomTaken, reader.room().length, buffer.byteLength]).toEqual([false, READ_SIZE, 3 * READ_SIZE]);
    for (const letters of ["abcd", "efgh"]) {
      feed(read(letters));
      expect(reader.isRoomTaken).toBe(false);
      expect(textsOf(reader.next(false) as Batch).map((text) => text[0])).toEqual([...letters]);
    }
    expect(ring.isFull).toBe(true);
    feed(read("ijk").slice(0, -1));
    // The next read would go behind the three lines, at the start of the window, where both batches are.
    expect(reader.isRoomTaken).toBe(true);
    ring.release();
    expect(reader.isRoomTaken).toBe(true);
    ring.release();
    expect(reader.isRoomTaken).toBe(false);
    feed(line("l"));
    expect(reader.room().buffer).toBe(buffer);
    expect(take()?.map((text) => text[0])).toEqual(["i", "j", "k"]);
    expect(reader.offset).toBe(3 * READ_SIZE - 1);
  });

  it("doesn't grow for a record that fits", () => {
    const { reader, feed, take } = open({ format: "jsonl" });
    feed(`${" ".repeat(READ_SIZE - 1)}\n`);
    expect(take()).toHaveLength(1);
    feed(`"${" ".repeat(READ_SIZE - 1)}`);
    feed(`"\n`);
    expect(take()).toHaveLength(1);
    expect(reader.room().buffer.byteLength).toBe(2 * READ_SIZE);
  });

  it("doubles for a record that doesn't fit, when no batch is in use", () => {
    const { ring, reader, feed } = open({ format: "jsonl" });
    feed(`"a"\n"${"x".repeat(READ_SIZE - 5)}`);
    reader.next(false);
    expect(reader.isRoomTaken).toBe(false);
    feed("y".repeat(READ_SIZE));
    expect(reader.isRoomTaken).toBe(true);
    ring.release();
    expect(reader.isRoomTaken).toBe(false);
    expect(reader.next(false)).toBeUndefined();
    feed(`z"\n`);
    expect(reader.room().buffer.byteLength).toBe(4 * READ_SIZE);
    const batch = reader.next(false) as Batch;
    expect(batch.idText(0)).toBe(`${"x".repeat(READ_SIZE - 5)}${"y".repeat(READ_SIZE)}z`);
    expect([batch.offset + batch.starts[0], batch.lineOf(0)]).toEqual([4, 2]);
  });
});

describe("a batch", () => {
  it("has at most 2,048 records, each with its line", () => {
    const { ring, reader, feed } = open({ format: "text" });
    feed("\n".repeat(BATCH_CAPACITY + 2));
    const first = reader.next(true) as Batch;
    expect([
      first.count,
      first.lineOf(0),
      first.lineOf(1),
      first.lineOf(513),
      first.lineOf(BATCH_CAPACITY - 1),
    ]).toEqual([BATCH_CAPACITY, 1, 2, 514, BATCH_CAPACITY]);
    expect([first.from, first.to]).toEqual([0, BATCH_CAPACITY]);
    ring.release();
    const second = reader.next(true) as Batch;
    expect([second.count, second.lineOf(1), second.from, second.to]).toEqual([2, BATCH_CAPACITY + 2, 2048, 2050]);
  });

  it("starts again without reasons, repairs and pieces of an earlier record", () => {
    const { ring, reader, feed } = open({ format: "text", longest: 3 });
    feed("long");
    const batch = reader.next(false) as Batch;
    expect([batch.isOpen, batch.count, batch.reasonOf(0)]).toEqual([true, 1, expect.any(Number)]);
    batch.repairs.set(0, {} as never);
    ring.release();
    feed("er\nx\n");
    expect(reader.next(false)?.rest).toEqual({ start: 4, end: 6, next: 7 });
    expect([batch.isOpen, batch.count, batch.repairs.size]).toEqual([false, 0, 0]);
    ring.release();
    reader.next(false);
    expect([batch.rest, batch.count, batch.reasons[0]]).toEqual([undefined, 1, 0xff]);
  });

  it("has the whole text of elements of an array between them, and no more", () => {
    const batch = batchOf('[ 1 , "x" ]', { format: "json" });
    expect(textsOf(batch)).toEqual(["1", '"x"']);
  });

  it("has no text of a record without an ID, and the start of one that is too long", () => {
    const batch = batchOf(`{}\nx\n{"id":1}\n{"id":"é"}\n${" ".repeat(1000)}1\n`, {
      format: "jsonl",
      field: "id",
      longest: 1000,
    });
    expect(Array.from({ length: 5 }, (_, i) => batch.idText(i))).toEqual([
      undefined,
      undefined,
      "1",
      "é",
      " ".repeat(320),
    ]);
    expect(kindsOf(batch)).toEqual([
      RecordKind.missing,
      RecordKind.notJson,
      RecordKind.notString,
      RecordKind.otherText,
      RecordKind.tooLong,
    ]);
    expect(batch.members(2)).toEqual(["id"]);
    expect(batchOf("x".repeat(11), { format: "text", longest: 10 }).idText(0)).toBe("x".repeat(11));
  });
});

describe("a record that is longer than it may be", () => {
  it("is malformed, but not one that is as long", () => {
    const batch = batchOf(`${ID}\n${ID}0\n${ID}\n`, { format: "text", longest: 64 });
    expect(kindsOf(batch)).toEqual([RecordKind.candidate, RecordKind.tooLong, RecordKind.candidate]);
    const withId = batchOf(`"${ID}"\n{"id":"${ID}","x":"12345678"}\n`, { format: "jsonl", field: "id", longest: 80 });
    expect(kindsOf(withId)).toEqual([RecordKind.missing, RecordKind.tooLong]);
    expect(withId.rows[64]).toBe(0x2d);
  });

  it("is returned in pieces, and has no place to resume at between them", () => {
    const { ring, reader, feed } = open({ format: "text", longest: 10 });
    feed(`\n${"x".repeat(10)}`);
    expect(textsOf(reader.next(false) as Batch)).toEqual(["\n"]);
    ring.release();
    expect(reader.next(false)).toBeUndefined();
    feed("y\r");
    const first = reader.next(false) as Batch;
    expect([textsOf(first), first.isOpen, kindsOf(first)]).toEqual([["xxxxxxxxxxy"], true, [RecordKind.tooLong]]);
    expect([first.lineOf(0), reader.position, reader.offset, first.rows[0]]).toEqual([2, undefined, 12, 0x2d]);
    ring.release();
    // Nothing new but the CR, which may be part of the line end.
    expect(reader.next(false)).toBeUndefined();
    feed("z");
    const second = reader.next(false) as Batch;
    expect([second.count, second.rest, second.isOpen]).toEqual([0, { start: 12, end: 14, next: 14 }, true]);
    ring.release();
    feed(`\r\n${ID}\n`);
    const last = reader.next(false) as Batch;
    expect([last.count, last.rest, last.isOpen]).toEqual([0, { start: 14, end: 14, next: 16 }, false]);
    expect(reader.position).toEqual({ ...START, offset: 16, line: 3, hasField: true });
    ring.release();
    const after = reader.next(true) as Batch;
    expect([textsOf(after), after.lineOf(0)]).toEqual([[`${ID}\n`], 3]);
  });

  it("ends with the input", () => {
    const { ring, reader, feed } = open({ format: "csv", header: false, longest: 10 });
    feed('1\n\n"x\n","4567890');
    expect(textsOf(reader.next(false) as Batch)).toEqual(["1\n", "\n"]);
    ring.release();
    expect(reader.next(false)?.isOpen).toBe(true);
    ring.release();
    feed("\n");
    expect(reader.next(true)).toMatchObject({ rest: { start: 16, end: 17, next: 17 }, isOpen: false });
    ring.release();
    // The record starts on line 3, and the quote that is never closed on line 4.
    expect(() => reader.next(true)).toThrow(/line 4/);
  });

  it("is not what follows an array", () => {
    const { feed, take } = open({ format: "json", longest: 10 });
    feed(`[1]${"x".repeat(20)}`);
    expect(take()).toEqual(["1"]);
    expect(() => take()).toThrow(/after the JSON array/);
  });
});

describe("the field of JSON records", () => {
  const failing = (text: string, settings: Settings): { texts: string[]; message: string } => {
    const { feed, take } = open({ format: "jsonl", ...settings });
    feed(text);
    const texts: string[] = [];
    try {
      for (let more = take(true); more !== undefined; more = take(true)) texts.push(...more);
    } catch (error) {
      expect(error).toMatchObject({ code: "ERR_DO_RECORDS" });
      return { texts, message: (error as Error).message };
    }
    return { texts, message: "" };
  };

  it.each<[text: string, settings: Settings, records: number, message: RegExp]>([
    ['x\n{"a":1,"b":2}\n{"c":1}\n', { field: "id" }, 3, /"id".*"a", "b"$/],
    ["1\n{}\n", { field: "id" }, 2, /"id".*empty/],
    ['1\nx\n["y"]\n{"a":1}\n"z"\n', {}, 3, /objects.*"a"$/],
    ["{}\n", {}, 0, /objects.*empty/],
    // One record with the field is enough; and a record that is not an object doesn't show that the field is missing.
    ['{"a":1}\n{"id":null}\n', { field: "id" }, 2, /^$/],
    ['"x"\n{"a":1}\n', {}, 2, /^$/],
    ["1\n[2]\nx\n", { field: "id" }, 3, /^$/],
    ["1\n[2]\nx\n", {}, 3, /^$/],
    ['{"a":1}\n', { field: "id", position: { ...START, offset: 1, hasField: true } }, 1, /^$/],
    [`{"a":1}\n{"id":"${ID}"}\n`, { field: "id", longest: 20 }, 2, /"a"$/],
  ])("%j with %j", (text, settings, records, expected) => {
    const { texts, message } = failing(text, settings);
    expect(texts).toEqual(text.match(/.+\n/g)?.slice(0, records));
    expect(message).toMatch(expected);
  });

  it("is not looked for in a row that is too short", () => {
    const { feed, take } = open({ format: "csv", header: false, field: 2 });
    feed('{"a":1}\n');
    expect([take(true), take(true)]).toEqual([['{"a":1}\n'], undefined]);
  });

  it("needs one record only, also in another batch", () => {
    const { feed, take } = open({ format: "jsonl" });
    feed('"x"\n');
    expect(take()).toEqual(['"x"\n']);
    feed('{"a":1}\n');
    expect([take(true), take(true)]).toEqual([['{"a":1}\n'], undefined]);
  });

  it("is told to be missing only after all records", () => {
    const { feed, take } = open({ format: "jsonl", field: "id" });
    feed('{"a":1}\n');
    expect([take(), take()]).toEqual([['{"a":1}\n'], undefined]);
    expect(() => take(true)).toThrow(/"a"/);
  });
});

describe("records of the form Class:ID", () => {
  const scopes = (texts: readonly string[], settings: Settings = {}) => {
    const batch = batchOf(texts.map((text) => `${text}\n`).join(""), { format: "text", scoped: true, ...settings });
    return texts.map((_, i) => {
      const scope = scopeOf(batch, i);
      const row = Buffer.from(batch.rows.subarray(64 * i, 64 * i + 64)).toString();
      if (batch.kinds[i] !== RecordKind.candidate) return scope && "a scope without an ID";
      return [scope && Buffer.from(scope).toString(), row];
    });
  };

  it("have the ID as their candidate, and the class as their scope", () => {
    const classes = ["ChatRoom", "a", "z", "A", "Z", "_", "$", "a0", "a9", "é", "\u0080"];
    expect(scopes(classes.map((name) => `${name}:${ID}`))).toEqual(classes.map((name) => [name, ID]));
    expect(scopes([ID, `x:${ID}`, ID])).toEqual([
      [undefined, ID],
      ["x", ID],
      [undefined, ID],
    ]);
  });

  it("are not those without a class name, a colon and 64 bytes", () => {
    const others = ["", "0a", "9", "a b", "a:b", "a-b", "@", "[", "`", "{", "a/", "a;", "#", "%", "^", "a^", "~"];
    expect(scopes([...others.map((name) => `${name}:${ID}`), `a-${ID}`, `a;${ID}`, `a:${ID}0`, "a:", ":"])).toEqual(
      new Array(others.length + 5).fill(undefined),
    );
    expect(scopes([`a:${ID}`], { scoped: false })).toEqual([undefined]);
  });

  it("are candidates only where a text is", () => {
    expect(scopes([`"a:${ID}"`, `["a:${ID}"]`, `{"a:${ID}":1}`], { format: "jsonl" })).toEqual([
      ["a", ID],
      undefined,
      undefined,
    ]);
  });

  it("have no scope if a colon happens to be before the ID, or digits are escaped", () => {
    const settings: Settings = { format: "csv", header: false, field: 2, delimiter: ":" };
    const batch = batchOf(`n:${ID}\n:${ID}\n`, { ...settings, scoped: true });
    expect([kindsOf(batch), scopeOf(batch, 0), scopeOf(batch, 1)]).toEqual([[0, 0], undefined, undefined]);
    expect(scopes([`"\\u003${ID[0]}${ID.slice(1)}"`], { format: "jsonl" })).toEqual([[undefined, ID]]);
  });

  it("are not found where an earlier batch had one", () => {
    const { ring, reader, feed } = open({ format: "csv", header: false, field: 2, scoped: true });
    feed(`1,a:${ID}\n`);
    expect(kindsOf(reader.next(false) as Batch)).toEqual([RecordKind.candidate]);
    ring.release();
    feed("2\n");
    expect(kindsOf(reader.next(true) as Batch)).toEqual([RecordKind.missing]);
  });
});
