import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createValidator, DurableObjectNamespace, type RecordResults, type Validator } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";

const ENGINES = ["pure", "wasm"] as const;
const open = (engine: (typeof ENGINES)[number]) => {
  const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom", engine });
  const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart", engine });
  return { rooms, carts, validator: createValidator([rooms, carts.jurisdiction("eu")]) };
};

/** All results of a line. */
type Entry = readonly [
  verdict: number,
  namespace: number,
  jurisdiction: number,
  offset: number,
  length: number,
  line: number,
];

async function resultsOf(validator: Validator, chunks: readonly Uint8Array[]): Promise<RecordResults[]> {
  const results: RecordResults[] = [];
  const lent = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const result of lent.pipeThrough(validator.records())) results.push(result);
  return results;
}

async function entriesOf(validator: Validator, chunks: readonly Uint8Array[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const results of await resultsOf(validator, chunks)) {
    const { verdicts, namespaces, jurisdictions, offsets, lengths, lines, tally } = results;
    expect(tally).toEqual(countsOf(verdicts));
    verdicts.forEach((verdict, i) => {
      entries.push([verdict, namespaces[i], jurisdictions[i], offsets[i], lengths[i], lines[i]]);
    });
  }
  return entries;
}

function countsOf(verdicts: Uint8Array) {
  const count = (verdict: number) => verdicts.filter((each) => each === verdict).length;
  return {
    total: verdicts.length,
    valid: count(0),
    malformed: count(1),
    foreign: count(2),
    wrongJurisdiction: count(3),
  };
}

/** The same by splitting a string, and checking its lines one by one. */
function expectedOf(validator: Validator, text: string): Entry[] {
  const skipped = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
  const parts = text.slice(skipped).split("\n");
  let offset = skipped;
  return parts.flatMap((part, i) => {
    const isLast = i === parts.length - 1;
    if (isLast && part === "") return [];
    const line = !isLast && part.endsWith("\r") ? part.slice(0, -1) : part;
    const { verdicts, namespaces, jurisdictions } = validator.check([line]);
    const entry: Entry = [verdicts[0], namespaces[0], jurisdictions[0], offset, line.length, i + 1];
    offset += part.length + 1;
    return [entry];
  });
}

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const cut = (text: string, size: number) =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => bytesOf(text.slice(i * size, (i + 1) * size)));

describe.each(ENGINES)("validator.records() of text, %s", (engine) => {
  const { rooms, carts, validator } = open(engine);
  const id = rooms.idFromName("lobby").toString();
  const eu = carts.jurisdiction("eu").idFromName("lobby").toString();
  const foreign = "f".repeat(64);

  it.each([
    ["nothing", ""],
    ["a newline", "\n"],
    ["one line without a newline", id],
    ["one line with CRLF", `${id}\r\n`],
    ["a carriage return at the end", `${id}\r`],
    ["two of them", `${id}\r\r\n`],
    ["all verdicts", [id, eu, carts.idFromName("n"), foreign, "", "bad", id.toUpperCase()].join("\n")],
    ["a byte order mark", `\xef\xbb\xbf${id}\n`],
    ["only a byte order mark", "\xef\xbb\xbf"],
    ["half of one", "\xef\xbb"],
    ["half of one and more", `\xef\xbb\n${id}\n`],
    ["one in the middle", `${id}\n\xef\xbb\xbf${id}\n`],
    ["NUL bytes", `\0\n${"\0".repeat(64)}\n${id}`],
    ["lines around the length of an ID", [63, 64, 65, 66, 67, 130].map((n) => "a".repeat(n)).join("\r\n")],
    ["a long line in the middle", `${id}\n${"b".repeat(1000)}\n${id}\n`],
    ["a long line with CRLF", `${"b".repeat(1000)}\r\n${id}\r\n`],
    ["a long line at the end", `${id}\n${"c".repeat(500)}`],
    ["a long line that ends in a carriage return", `${"c".repeat(500)}\r`],
  ])("%s, cut at every size", async (_, text) => {
    const expected = expectedOf(validator, text);
    for (const size of [1, 2, 3, 5, 31, 63, 64, 65, 66, 67, 68, 129, 2000]) {
      expect(await entriesOf(validator, cut(text, size)), `${size}`).toEqual(expected);
    }
  });

  it("anything, cut anywhere, empty chunks among them", async () => {
    const random = new SeededRandom("bulk lines");
    const pool = [id, eu, foreign, `${id}\r`, "", "\r", "x", "\0".repeat(64), "y".repeat(200), "z".repeat(70)];
    for (let round = 0; round < 30; round++) {
      const text = Array.from({ length: 60 }, () => random.pick(pool)).join(random.pick(["\n", "\r\n"]));
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < text.length; ) {
        const size = random.below(round < 15 ? 80 : 700);
        chunks.push(bytesOf(text.slice(at, at + size)));
        at += size;
      }
      expect(await entriesOf(validator, chunks)).toEqual(expectedOf(validator, text));
    }
  });

  it("a chunk that is larger than any buffer of ours, in several results", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => (i % 3 === 0 ? id : i % 5 === 0 ? foreign : `${i}`));
    const text = `${lines.join("\n")}\n${"w".repeat(500_000)}\r\n${id}`;
    const results = await resultsOf(validator, [bytesOf(text)]);
    expect(results.length).toBeGreaterThan(1);
    expect(await entriesOf(validator, [bytesOf(text)])).toEqual(expectedOf(validator, text));
  });

  it("several streams of one validator, turn by turn, and checks in between", async () => {
    const streams = [validator.records(), validator.records()].map(({ writable, readable }) => ({
      writer: writable.getWriter(),
      reading: readable.getReader().read(),
    }));
    for (const half of [id.slice(0, 20), `${id.slice(20)}\n`]) {
      for (const [i, { writer }] of streams.entries()) {
        await writer.write(bytesOf(i === 0 ? half : half.toUpperCase()));
        expect(validator.check([foreign, id]).verdicts).toEqual(Uint8Array.of(2, 0));
      }
    }
    const verdicts = await Promise.all(
      streams.map(async ({ reading }) => [...((await reading).value?.verdicts ?? [])]),
    );
    expect(verdicts).toEqual([[0], [0]]);
  });

  it("results belong to the reader: later ones don't change them, and they can be transferred", async () => {
    const results = await resultsOf(validator, [bytesOf(`${id}\n`), bytesOf(`bad\n${foreign}\n`)]);
    expect(results.map(({ verdicts }) => [...verdicts])).toEqual([[0], [1, 2]]);
    const { verdicts, offsets } = results[1];
    const moved = structuredClone(
      { verdicts, offsets },
      { transfer: [verdicts.buffer as ArrayBuffer, offsets.buffer] },
    );
    expect([...moved.offsets]).toEqual([65, 69]);
    expect([...results[0].verdicts]).toEqual([0]);
  });

  it("fails for a chunk that is not bytes", async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(`${id}\n` as unknown as Uint8Array),
    });
    const reading = stream.pipeThrough(validator.records()).getReader().read();
    await expect(reading).rejects.toMatchObject({
      name: "TypeError",
      code: "ERR_DO_ARGUMENT",
      message: expect.stringMatching(/write.*records\(\).*1.*Uint8Array/),
    });
  });
});

/** Bytes of the buffers that something still holds: garbage, which the engine collects when it likes, doesn't count. */
function bytesHeld(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

describe("the memory of validator.records() of text", () => {
  it("a line of 1 GB takes none", async () => {
    const { rooms, validator } = open("wasm");
    const chunk = new Uint8Array(1 << 20).fill(0x61);
    const held: number[] = [];
    let left = 1024;
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left % 128 === 0) held.push(bytesHeld());
        if (left-- > 0) controller.enqueue(chunk);
        else {
          controller.enqueue(bytesOf(`\n${rooms.idFromName("after it")}\n`));
          controller.close();
        }
      },
    });
    const entries: Entry[] = [];
    for await (const { verdicts, offsets, lengths, lines } of source.pipeThrough(validator.records())) {
      verdicts.forEach((verdict, i) => {
        entries.push([verdict, 0, 0, offsets[i], lengths[i], lines[i]]);
      });
    }
    expect(Math.max(...held) - held[0]).toBeLessThan(1 << 20);
    expect(entries).toEqual([
      [1, 0, 0, 0, 2 ** 30, 1],
      [0, 0, 0, 2 ** 30 + 1, 64, 2],
    ]);
  });
});
