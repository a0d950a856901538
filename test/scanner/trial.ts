import { createPureScanner } from "../../src/engine/scan/pure.js";
import { createScanner } from "../../src/engine/scan/select.js";
import { type RecordFormat, RecordKind, type RecordScanner, ScanFault } from "../../src/engine/scan/types.js";
import type { SeededRandom } from "../../support/random.js";
import { drive, type Feeding, type Outcome } from "./drive.js";
import { csvValues, type Expected, expectedOfJson, expectedOfText, expectedOfValue, linesOf } from "./oracles.js";
import { anyJsonRecord, anyText, csvField, FIELDS, mutate } from "./samples.js";

/** Trials of scanners on random inputs. Each returns how many records it was about, and throws where an answer is wrong. */
export type Trial = (random: SeededRandom) => number;

const DELIMITERS = [",", ";", "\t", "|"];
const NO_GROWTH = 1 << 20;

/** Both scanners of a format, kept: a WASM instance takes longer to make than a trial. */
const pairs = new Map<string, RecordScanner[]>();

function pairOf(format: RecordFormat): RecordScanner[] {
  const name = JSON.stringify(format, (_key, value) => value ?? null);
  const pair = pairs.get(name) ?? [createScanner(format, "wasm"), createPureScanner(format)];
  pairs.set(name, pair);
  for (const scanner of pair) {
    scanner.reset("input");
    if (format.format === "csv") scanner.useColumn(format.column);
  }
  return pair;
}

/** Any feeding that takes at most some hundred chunks. */
function anyFeeding(random: SeededRandom, input: Uint8Array, longest: number): Feeding {
  const most = Math.max(random.pick([1, 2, 7, 16, 17, 100, 1000, 5000, 100_000]), input.length / 300);
  const window = Math.max(random.pick([1, 16, 64, 300, 4096, 200_000]), Math.min(longest, input.length / 300));
  return { chunk: () => 1 + random.below(most), window: Math.ceil(window), longest };
}

/** Runs with the input in what an error says, so that it can be repeated. */
function told<T>(format: RecordFormat, input: Uint8Array, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${JSON.stringify(format)} ${Buffer.from(input).toString("base64")}`, { cause: error });
  }
}

/** Enough records that some scans fill up. */
const SIZES = [0, 1, 2, 3, 5, 20, 60, 60, 200, 1100];

function records(random: SeededRandom, write: () => string): string[] {
  return Array.from({ length: random.pick(SIZES) }, write);
}

function lineText(random: SeededRandom, lines: readonly string[]): Uint8Array {
  const ending = random.pick(["\n", "\n", "\r\n"]);
  return Buffer.from(lines.join(ending) + (random.below(4) > 0 ? ending : ""));
}

function csvText(random: SeededRandom, delimiter: string, strict: boolean): Uint8Array {
  const columns = 1 + random.below(4);
  const row = () => {
    const count = random.below(8) === 0 ? 1 + random.below(5) : columns;
    return Array.from({ length: count }, () => csvField(random, delimiter, strict)).join(delimiter);
  };
  return lineText(random, records(random, row));
}

function arrayText(random: SeededRandom): Uint8Array {
  const elements = records(random, () => anyJsonRecord(random, true));
  const gap = random.pick(["", "\n", " \r\n"]);
  return Buffer.from(`${gap}[${gap}${elements.join(`,${gap}`)}${gap}]${gap}`);
}

function anyInput(random: SeededRandom): { format: RecordFormat; input: Uint8Array } {
  switch (random.below(4)) {
    case 0:
      return {
        format: { format: "text" },
        input: lineText(
          random,
          records(random, () => anyText(random)),
        ),
      };
    case 1: {
      const delimiter = random.pick(DELIMITERS);
      const format = { format: "csv", delimiter: delimiter.charCodeAt(0), column: random.below(3) } as const;
      return { format, input: csvText(random, delimiter, false) };
    }
    case 2: {
      const lines = records(random, () => anyJsonRecord(random, false));
      return { format: { format: "jsonl", field: random.pick(FIELDS) }, input: lineText(random, lines) };
    }
    default:
      return { format: { format: "json", field: random.pick(FIELDS) }, input: arrayText(random) };
  }
}

/** The pure scanner and the WASM scanner find the same, whatever the input is and however it is cut. */
export const engineTrial: Trial = (random) => {
  const { format, input: sound } = anyInput(random);
  const input = random.below(3) === 0 ? sound : mutate(random, sound, 1 + random.below(1 + sound.length / 100));
  const longest = random.pick([64, 300, NO_GROWTH, NO_GROWTH, NO_GROWTH]);
  const outcome = told(format, input, () =>
    drive(format, pairOf(format), input, anyFeeding(random, input, longest), random.below(10) === 0),
  );
  return outcome.records;
};

function scanAll(random: SeededRandom, format: RecordFormat, input: Uint8Array): Outcome {
  return drive(format, pairOf(format), input, anyFeeding(random, input, NO_GROWTH));
}

/** The scanners and csv-parse find the same fields. */
export const csvTrial: Trial = (random) => {
  const delimiter = random.pick(DELIMITERS);
  const format = { format: "csv", delimiter: delimiter.charCodeAt(0), column: random.below(3) } as const;
  const input = csvText(random, delimiter, true);
  return told(format, input, () => {
    const { found, fault } = scanAll(random, format, input);
    const values = csvValues(input, delimiter, format.column);
    if (fault !== ScanFault.none) throw new Error(`fault ${fault}`);
    expectEqual(
      found.map(({ value }) => value),
      values,
    );
    for (const { kind, value, row } of found) {
      expectEqual(kind === RecordKind.missing, value === undefined);
      if (value !== undefined && !value.includes('"'))
        expectEqual(kind, Buffer.byteLength(value) === 64 ? RecordKind.candidate : RecordKind.otherText);
      if (row !== undefined && value !== undefined && !value.includes('"'))
        expectEqual(Buffer.from(row, "latin1").toString(), value);
    }
    return found.length;
  });
};

/** The scanners and a plain splitting into lines find the same. */
export const textTrial: Trial = (random) => {
  const format = { format: "text" } as const;
  const input = mutate(
    random,
    lineText(
      random,
      records(random, () => anyText(random)),
    ),
    random.below(10),
  );
  return told(format, input, () => {
    const { found } = scanAll(random, format, input);
    expectEqual(
      found.map(({ kind, value }) => ({ kind, value })),
      expectedOfText(input),
    );
    return found.length;
  });
};

/** The scanners and `JSON.parse` find the same in lines. */
export const jsonLinesTrial: Trial = (random) => {
  const format = { format: "jsonl", field: random.pick(FIELDS) } as const;
  const sound = lineText(
    random,
    records(random, () => anyJsonRecord(random, false)),
  );
  const input = random.below(2) ? sound : mutate(random, sound, 1 + random.below(1 + sound.length / 200));
  return told(format, input, () => {
    const { found } = scanAll(random, format, input);
    expectJson(
      found,
      linesOf(input).map((line) => expectedOfJson(line, format.field)),
    );
    return found.length;
  });
};

/** The scanners and `JSON.parse` find the same in an array; and where it is none, both say so. */
export const jsonArrayTrial: Trial = (random) => {
  const format = { format: "json", field: random.pick(FIELDS) } as const;
  const sound = arrayText(random);
  const input = random.below(2) ? sound : mutate(random, sound, 1 + random.below(1 + sound.length / 1000));
  return told(format, input, () => {
    const { found, fault } = scanAll(random, format, input);
    const array = parsedArray(input);
    const isSound = fault === ScanFault.none && found.every(({ kind }) => kind !== RecordKind.notJson);
    expectEqual(isSound, array !== undefined);
    if (array)
      expectJson(
        found,
        array.map((element) => expectedOfValue(element, format.field)),
      );
    return found.length;
  });
};

function parsedArray(input: Uint8Array): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(input));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value of what is not a string is compared as little as its kind says; a value that is not UTF-8 has another length once decoded. */
function expectJson(found: Outcome["found"], expected: readonly Expected[]): void {
  expectEqual(found.length, expected.length);
  for (const [i, { kind, value, row }] of found.entries()) {
    const wanted = expected[i];
    const isText = kind === RecordKind.candidate || kind === RecordKind.otherText;
    if (isText) expectEqual(value, wanted.value);
    if (!isText || !wanted.value?.includes("\ufffd")) expectEqual(kind, wanted.kind);
    if (row !== undefined && /^[\0-\x7f]*$/.test(row)) expectEqual(row, wanted.value);
  }
}

function expectEqual(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`expected ${b}, found ${a}`);
}
