import { describe, expect, it } from "vitest";
import type { Classifier, Engine, LineVerdicts } from "../../src/engine/types.js";
import { NO_NAMESPACE, Verdict } from "../../src/format/verdict.js";
import { SeededRandom } from "../../support/random.js";
import { oracleClassify } from "../oracle.js";
import { anyRow, type TestScope, testNamespace, testScope } from "./samples.js";

const CANARY = 0xa5;

function canaries(count: number): LineVerdicts {
  return {
    verdicts: new Uint8Array(count).fill(CANARY),
    namespaces: new Uint16Array(count).fill(CANARY),
    jurisdictions: new Uint8Array(count).fill(CANARY),
    starts: new Uint32Array(count).fill(CANARY),
    lengths: new Uint32Array(count).fill(CANARY),
  };
}

/** Everything that is said of one line: verdict, namespace, jurisdiction, start, length. */
type Entry = readonly [number, number, number, number, number];
const UNTOUCHED: Entry = [CANARY, CANARY, CANARY, CANARY, CANARY];

function entryAt(into: LineVerdicts, i: number): Entry {
  return [into.verdicts[i], into.namespaces[i], into.jurisdictions[i], into.starts[i], into.lengths[i]];
}

/** Where lines stand, by splitting a string. */
function splitNaively(text: string, isLast: boolean): { line: string; start: number; next: number }[] {
  const parts = text.split("\n");
  const last = parts.pop() ?? "";
  let start = 0;
  const lines = parts.map((part) => {
    const line = part.endsWith("\r") ? part.slice(0, -1) : part;
    const entry = { line, start, next: start + part.length + 1 };
    start = entry.next;
    return entry;
  });
  if (isLast && last !== "") lines.push({ line: last, start, next: text.length });
  return lines;
}

function expectedOf(scopes: readonly TestScope[], line: string, start: number): Entry {
  if (!/^[0-9a-f]{64}$/i.test(line)) return [Verdict.malformed, NO_NAMESPACE, 0, start, line.length];
  const { verdict, namespace, jurisdiction } = oracleClassify(scopes, line);
  return [Verdict[verdict], namespace ?? NO_NAMESPACE, jurisdiction, start, line.length];
}

/** Puts a text, as Latin-1, `from` bytes into the engine's memory, with newlines and digits all around it. */
function put(classifier: Classifier, text: string, from: number): void {
  const memory = classifier.text(from + text.length + 200);
  memory.fill(0x0a, 0, from);
  memory.set(Buffer.from(text, "latin1"), from);
  memory.fill(0x61, from + text.length, from + text.length + 100);
  memory.fill(0x0a, from + text.length + 100, from + text.length + 200);
}

/** Classifies a text to its end, and holds all that comes of it to the naive splitter and the oracle. */
function expectLines(classifier: Classifier, scopes: readonly TestScope[], text: string, isLast: boolean, from = 5) {
  put(classifier, text, from);
  const lines = splitNaively(text, isLast);
  const into = canaries(lines.length + 7);
  let at = 3;
  let end = from;
  for (;;) {
    const run = classifier.runLines(end, from + text.length, isLast, into, at);
    expect(run.lines).toBeLessThanOrEqual(classifier.capacity);
    at += run.lines;
    if (run.lines === 0) {
      expect(run.end).toBe(end);
      break;
    }
    end = run.end;
    expect(end).toBe(from + lines[at - 4].next);
  }
  expect(at).toBe(3 + lines.length);
  for (let i = 0; i < into.verdicts.length; i++) {
    const line = lines[i - 3];
    const expected = line === undefined ? UNTOUCHED : expectedOf(scopes, line.line, from + line.start);
    if (entryAt(into, i).join() !== expected.join()) {
      expect.fail(`line ${i - 3} of ${JSON.stringify(text.slice(0, 300))}: ${entryAt(into, i)}, not ${expected}`);
    }
  }
}

/** `text` and `runLines`: lines of text. */
export function linesContract(engine: Engine): void {
  const random = new SeededRandom("lines");
  const first = testNamespace(random.bytes(32));
  const scopes = [testScope(first, 2), testScope(testNamespace(random.bytes(32))), testScope(first)];
  const anyId = () => Buffer.from(anyRow(random, scopes)).toString("latin1");

  /** A line with one of the faults of lines: it may hold carriage returns and newlines of its own. */
  function anyLine(): string {
    const id = anyId();
    switch (random.below(12)) {
      case 0:
        return "";
      case 1:
        return id.slice(0, random.below(64));
      case 2:
        return id + id.slice(0, 1 + random.below(63));
      case 3:
        return `${id}\r`;
      case 4:
        return `\r${id.slice(1)}`;
      case 5:
        return "\0".repeat(random.below(100));
      case 6:
        return id.repeat(2 + random.below(30));
      default:
        return id;
    }
  }

  describe("lines of text", () => {
    const classifier = engine.classifier(scopes);

    it("has room for what is asked for, and keeps what is put there", () => {
      for (const size of [0, 1, 100_000, 3_000_000, 5]) {
        const memory = classifier.text(size);
        expect(memory.length).toBeGreaterThanOrEqual(size);
        memory.fill(0x61, 0, size);
        classifier.runLines(0, size, false, canaries(1), 0);
        expect(memory.subarray(0, size).every((byte) => byte === 0x61)).toBe(true);
      }
    });

    const id = anyId();
    it.each([
      ["nothing", ""],
      ["an empty line", "\n"],
      ["empty lines", "\n\r\n\n\r\n"],
      ["a carriage return", "\r"],
      ["two and a newline", "\r\r\n"],
      ["an ID without an ending", id],
      ["an ID with half an ending", `${id}\r`],
      ["an ID with a newline", `${id}\n`],
      ["an ID with CRLF", `${id}\r\n`],
      ["64 bytes and more without an ending", `${id}${id}`],
      ["an ID at the very end", `\n${id}`],
    ])("%s", (_, text) => {
      for (const isLast of [true, false]) expectLines(classifier, scopes, text, isLast);
    });

    it("thousands of lines of every fault, at every offset from a boundary", () => {
      for (let round = 0; round < 24; round++) {
        const count = random.pick([1, 2, 3, 4, 5, 63, 64, 65, classifier.capacity + 1]);
        const ending = random.pick(["\n", "\r\n"]);
        const lines = Array.from({ length: count }, anyLine);
        const text = lines.join(ending) + random.pick(["", ending, "\r"]);
        expectLines(classifier, scopes, text, round % 2 === 0, round);
      }
    });

    it("a text cut at every byte: the lines that end before it, and no others", () => {
      const text = [anyId(), "", anyLine(), `${anyId()}\r`, anyId(), anyId()].join("\r\n");
      for (let cut = 0; cut <= text.length; cut++) {
        expectLines(classifier, scopes, text.slice(0, cut), true);
        expectLines(classifier, scopes, text.slice(0, cut), false);
      }
    });

    it("no more lines than there is room for", () => {
      const text = `${anyId()}\n`.repeat(5);
      put(classifier, text, 0);
      const into = canaries(3);
      expect(classifier.runLines(0, text.length, false, into, 1)).toEqual({ lines: 2, end: 130 });
      expect(entryAt(into, 0)).toEqual(UNTOUCHED);
      expect(classifier.runLines(0, text.length, false, into, 3)).toEqual({ lines: 0, end: 0 });
    });

    it("rows and lines don't disturb each other", () => {
      const rows = [anyId(), anyId()];
      put(classifier, `${rows[0]}\n${rows[1]}\n`, 0);
      classifier.rows().set(Buffer.from(rows.join(""), "latin1"));
      const [byRows, byLines] = [canaries(2), canaries(2)];
      classifier.run(2, byRows, 0);
      classifier.runLines(0, 130, false, byLines, 0);
      expect([byLines.verdicts, byLines.namespaces, byLines.jurisdictions]).toEqual([
        byRows.verdicts,
        byRows.namespaces,
        byRows.jurisdictions,
      ]);
    });
  });
}
