import type { InputCount } from "../../src/check/sinks/counts.js";
import type { FaultBin } from "../../src/check/sinks/histogram.js";
import type { Sample } from "../../src/check/sinks/samples.js";
import type { ReportData, Summary } from "../../src/check/summary.js";
import { renderReport } from "../../src/cli/report/render.js";
import { SeededRandom } from "../../support/random.js";
import { cli } from "../cli/support.js";

export const emptyBin: FaultBin = { total: 0, malformed: 0, foreign: 0, wrongJurisdiction: 0 };

/** When and how the reports of the tests were made. */
const ORIGIN = { date: new Date("2026-11-27T01:20:00Z"), argv: ["check", "--unique-key", "it's a key", "ids.txt"] };

/** The page of a report. */
export const pageOf = (data: ReportData): string => renderReport(data, ORIGIN);

/** An input with a number of IDs, all valid except for these. */
export function inputCount(name: string, total: number, changes: Partial<InputCount> = {}): InputCount {
  return { name, total, valid: total, malformed: 0, foreign: 0, wrongJurisdiction: 0, reasons: {}, ...changes };
}

/** A report of a thousand valid IDs of one namespace, with changes. */
export function reportData(changes: Partial<ReportData> = {}): ReportData {
  return {
    inputs: [inputCount("sessions.txt", 1000)],
    complete: true,
    total: 1000,
    valid: 1000,
    malformed: 0,
    foreign: 0,
    wrongJurisdiction: 0,
    namespaces: [{ label: "chat-ChatRoom", valid: 1000, wrongJurisdiction: 0 }],
    jurisdictions: { unrestricted: 1000 },
    reasons: {},
    samples: [],
    hints: [],
    seconds: 0.042,
    idsPerSecond: 23810,
    engine: "wasm",
    bins: Array.from({ length: 100 }, () => ({ ...emptyBin, total: 10 })),
    inputStarts: [{ input: 0, bin: 0 }],
    ...changes,
  };
}

/** Nothing in the input. */
export const nothing = reportData({
  total: 0,
  valid: 0,
  namespaces: [{ label: "chat-ChatRoom", valid: 0, wrongJurisdiction: 0 }],
  jurisdictions: {},
  idsPerSecond: 0,
  bins: Array.from({ length: 100 }, () => emptyBin),
});

/** All IDs are foreign, in two inputs: of another environment, say. */
export const foreignOnly = reportData({
  inputs: ["a.txt", "b.txt"].map((name) => inputCount(name, 500, { valid: 0, foreign: 500 })),
  inputStarts: [0, 50].map((bin, input) => ({ input, bin })),
  valid: 0,
  foreign: 1000,
  namespaces: [{ label: "chat-ChatRoom", valid: 0, wrongJurisdiction: 0 }],
  jurisdictions: {},
  reasons: { unknown: 1000 },
  samples: [{ input: "a.txt", line: 1, verdict: "foreign", reason: "unknown", text: "0".repeat(64) }],
  hints: [{ kind: "all-foreign", message: "All IDs are foreign: they may be of another environment." }],
  bins: Array.from({ length: 100 }, () => ({ ...emptyBin, total: 10, foreign: 10 })),
});

/** The faults of some bins as counts of a whole report, the rest of its IDs being valid. */
export function tallyOf(bins: readonly FaultBin[]) {
  const sum = (name: keyof FaultBin) => bins.reduce((total, bin) => total + bin[name], 0);
  const [total, malformed, foreign, wrongJurisdiction] = (
    ["total", "malformed", "foreign", "wrongJurisdiction"] as const
  ).map(sum);
  return { total, malformed, foreign, wrongJurisdiction, valid: total - malformed - foreign - wrongJurisdiction };
}

/** The command line's results for the example, with its faults by position. */
export async function exampleData(...args: string[]): Promise<ReportData> {
  const argv = ["check", "examples/sessions.csv", "--field", "session_id", "--unique-key", "chat-ChatRoom", ...args];
  const summary = JSON.parse((await cli([...argv, "--json"])).stdout) as Summary;
  const { stdout } = await cli([...argv, "--annotate"]);
  const bins = Array.from({ length: 100 }, () => ({ ...emptyBin }));
  const verdicts = stdout.match(/^(valid|malformed|foreign|wrongJurisdiction)(?=\t)/gm) ?? [];
  for (const [i, verdict] of verdicts.entries()) {
    const bin = bins[Math.floor((i * bins.length) / verdicts.length)];
    Object.assign(bin, { total: bin.total + 1 });
    if (verdict !== "valid") Object.assign(bin, { [verdict]: bin[verdict as keyof FaultBin] + 1 });
  }
  return { ...summary, bins, inputStarts: [{ input: 0, bin: 0 }] };
}

/** Many namespaces, some of them large, most of them small, over several files of which the last broke off. */
export function manyNamespaces(count: number): ReportData {
  const random = new SeededRandom(count);
  const bins = Array.from({ length: 100 }, (_, i) => {
    const total = i < 83 ? 20_000 : 0;
    const share = (most: number) => Math.round(total * most * (random.below(1000) / 1000));
    return {
      total,
      malformed: share(0.004),
      foreign: share(i > 30 && i < 42 ? 0.2 : 0.002),
      wrongJurisdiction: share(0.01),
    };
  });
  const tally = tallyOf(bins);
  const weights = Array.from({ length: count }, (_, i) => 1 / (i + 1));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const namespaces = weights.map((weight, i) => ({
    label: `tenant-${String(i).padStart(4, "0")}-Room`,
    valid: Math.floor((tally.valid * weight) / whole),
    wrongJurisdiction: Math.floor((tally.wrongJurisdiction * weight) / whole),
  }));
  const valid = tally.valid;
  return reportData({
    ...tally,
    inputs: ["2026-11-18.txt", "exports/of-a-very-long-name/2026-11-19.sessions.csv.gz", "2026-11-20.txt"].map((name) =>
      inputCount(name, tally.total / 3),
    ),
    inputStarts: [0, 31.4, 70].map((bin, input) => ({ input, bin })),
    reasons: { truncated: tally.malformed, unknown: tally.foreign, jurisdiction: tally.wrongJurisdiction },
    hints: [
      {
        kind: "nearly-all-foreign",
        input: "2026-11-19.txt",
        message: "Nearly all of its IDs are foreign. Try another key.",
      },
    ],
    complete: false,
    namespaces,
    jurisdictions: {
      unrestricted: Math.floor(valid * 0.62),
      eu: Math.floor(valid * 0.2),
      us: Math.floor(valid * 0.11),
      fedramp: Math.floor(valid * 0.04),
      "fedramp-high": Math.floor(valid * 0.02),
      apac: Math.floor(valid * 0.007),
      anz: Math.floor(valid * 0.003),
    },
    repairs: {
      repaired: 1_234,
      byKind: { cleaned: 1_000, completed: 200, tag: 30, digit: 4 },
      searched: 9_000,
      notSearched: 17_000,
    },
    seconds: 754,
    idsPerSecond: 3_141_592,
    bins,
  });
}

/** Text that tries to be markup, for every place with text of the input or the command line. */
export const HOSTILE = [
  `<script>document.title="owned"</script>`,
  `"><img src=x onerror="document.title='owned'">`,
  `</style></title></svg><h1 onmouseover=alert(1)>`,
  `&lt;b&gt; &amp; 'quoted' javascript:alert(1)`,
  "\u202egnp.exe \u0000 \u001b[31m \ud800 \ufeff",
  "x".repeat(80),
] as const;

/** A report in which every text is hostile. */
export function hostileData(): ReportData {
  const samples = HOSTILE.map((text, i): Sample => {
    const input = HOSTILE[(i + 1) % HOSTILE.length];
    return { input, line: i + 1, verdict: "malformed", reason: "other-text", text };
  });
  const bins = Array.from({ length: 40 }, (_, i) => ({
    total: 25,
    malformed: i % 4,
    foreign: i % 3,
    wrongJurisdiction: i % 5,
  }));
  return reportData({
    ...tallyOf(bins),
    inputs: HOSTILE.map((name) => inputCount(name, 10)),
    inputStarts: HOSTILE.map((_, input) => ({ input, bin: 5 * input })),
    reasons: { "other-text": 60, unknown: 40, jurisdiction: 80 },
    hints: HOSTILE.map((text) => ({ kind: "hostile", input: text, message: text })),
    namespaces: HOSTILE.map((label, i) => ({ label, valid: 100 - i, wrongJurisdiction: i })),
    jurisdictions: Object.fromEntries(HOSTILE.map((name, i) => [name, 50 + i])),
    samples: [
      ...samples,
      { input: "a.txt", line: 7, verdict: "malformed", reason: "missing", text: null },
      { ...samples[0], verdict: "wrongJurisdiction", reason: "jurisdiction", jurisdiction: HOSTILE[0] },
    ],
    bins,
  });
}
