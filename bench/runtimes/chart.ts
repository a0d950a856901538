import { OPERATION_IDS, OPERATIONS, type OperationId } from "../../src/cli/bench/operations.js";
import type { BenchReport } from "../../src/cli/bench/report.js";
import { formatNanoseconds, formatRatio } from "../../src/text/quantities.js";
import { hardwareLine } from "../suite/machine.js";
import { round, SHARED_STYLE, text } from "../suite/svg.js";
import { figureOf, ROLE_IDS, ROLES, type RoleId, type RuntimeResults } from "./results.js";

// All lengths in pixels.
const WIDTH = 920;
const MARGIN = 24;
const GAP = 36;
const PANEL = (WIDTH - 2 * MARGIN - GAP) / 2;
const HEADER = 98;
const TITLE = 26;
const ROW = 22;
const AXIS = 24;
const PANEL_GAP = 26;
const LABEL = 96;
const FIGURES = 112;
const TRACK = PANEL - LABEL - FIGURES;
const RADIUS = 4.5;
/** The width of an entry of the legend. */
const ENTRY = 190;

/** A scale that counts digits: from a tenth of a microsecond up, so that 0.1 and 30 µs are both to be seen. */
const LEAST = 100;

const STYLE = `${SHARED_STYLE}
  .wasm { fill: #e8662a; } .pure { fill: none; stroke: #e8662a; stroke-width: 2; } .own { fill: #8492a6; } .native { fill: #4a8fd4; }
  .span { stroke: #8b949e; stroke-opacity: .35; stroke-width: 2; } .grid { stroke: #8b949e; stroke-opacity: .3; }
  .tick { font-size: 10.5px; }
`;

/** A panel for each operation, a row for each runtime, a mark for each who takes part: left is fast, on a logarithmic scale. */
export function runtimesChart(results: RuntimeResults): string {
  const { reports } = results;
  const operations = OPERATION_IDS.filter((operation) =>
    reports.some((report) => figureOf(report, operation, "wasm") !== undefined),
  );
  const panelHeight = TITLE + reports.length * ROW + AXIS + PANEL_GAP;
  const height = HEADER + Math.ceil(operations.length / 2) * panelHeight;
  const most = mostOf(reports);
  const panels = operations.map((operation, i) => {
    const x = MARGIN + (i % 2) * (PANEL + GAP);
    return panel(reports, operation, x, HEADER + Math.floor(i / 2) * panelHeight, most);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>durable-id: time of an operation, by runtime</title>
<style>${STYLE}</style>
${text(MARGIN, 32, "Time of an operation, by runtime: further left is faster", "name")}
${text(MARGIN, 52, `${hardwareLine(results.machine)} · ${results.date.slice(0, 10)} · best turn · logarithmic`)}
${legend()}
${panels.join("\n")}
</svg>
`;
}

/** The end of the scale, beyond the longest time: 3, 10, 30 µs and so on. */
function mostOf(reports: readonly BenchReport[]): number {
  const longest = Math.max(...reports.flatMap(({ figures }) => figures.map(({ best }) => best)));
  const decade = 10 ** Math.max(3, Math.floor(Math.log10(longest)));
  return [decade, 3 * decade, 10 * decade].find((end) => end >= longest) ?? 10 * decade;
}

function legend(): string {
  return ROLE_IDS.map((role, i) => {
    const x = MARGIN + RADIUS + i * ENTRY;
    return mark(role, x, 74) + text(x + 10, 78, ROLES[role]);
  }).join("");
}

function panel(reports: readonly BenchReport[], operation: OperationId, x: number, y: number, most: number): string {
  const left = x + LABEL;
  const top = y + TITLE;
  const bottom = top + reports.length * ROW;
  const at = (nanoseconds: number): number =>
    left + (TRACK * Math.log10(Math.max(nanoseconds, LEAST) / LEAST)) / Math.log10(most / LEAST);
  const grid: string[] = [];
  for (let tick = LEAST; tick <= most; tick *= 10) {
    const tx = round(at(tick));
    grid.push(`<line class="grid" x1="${tx}" x2="${tx}" y1="${top}" y2="${bottom}"/>`);
    grid.push(text(tx, bottom + 15, tick < 1000 ? `${tick} ns` : `${tick / 1000} µs`, "tick figure", "middle"));
  }
  const rows = reports.map((report, i) => row(report, operation, x, top + (i + 0.5) * ROW, at));
  const head = [
    text(x, y + 14, OPERATIONS[operation], "title"),
    text(x + PANEL - 52, y + 14, "WASM", "tick", "end"),
    text(x + PANEL, y + 14, "own ÷ it", "tick", "end"),
  ].join("");
  return `<g>${head}${grid.join("")}${rows.join("\n")}</g>`;
}

function row(report: BenchReport, operation: OperationId, x: number, y: number, at: (time: number) => number): string {
  const figures = ROLE_IDS.flatMap((role) => {
    const figure = figureOf(report, operation, role);
    return figure === undefined ? [] : { role, ...figure };
  });
  const places = figures.map(({ best }) => at(best));
  const own = figures.find(({ role }) => role === "own");
  const wasm = figures.find(({ role }) => role === "wasm");
  const right = x + PANEL;
  return [
    text(x + LABEL - 12, y + 4, rowName(report), "", "end"),
    `<line class="span" x1="${round(Math.min(...places))}" x2="${round(Math.max(...places))}" y1="${round(y)}" y2="${round(y)}"/>`,
    // Ours last, on top of the others.
    ...[...figures].reverse().map(({ role, best }) => mark(role, at(best), y)),
    wasm === undefined ? "" : text(right - 52, y + 4, formatNanoseconds(wasm.best), "figure strong", "end"),
    own === undefined ? "" : text(right, y + 4, formatRatio(own.times), "figure", "end"),
  ].join("");
}

/** `Node 24.21`; workerd and Chromium have no short, meaningful version. */
function rowName({ runtime: { name, version } }: BenchReport): string {
  if (name === "workerd" || name === "Chromium") return name;
  const [major, minor] = version.split(".");
  return `${name} ${major}.${minor}`;
}

/** Each has its own shape, for readers who can't distinguish the colours. */
function mark(role: RoleId, x: number, y: number): string {
  const [cx, cy] = [round(x), round(y)];
  const side = round(2 * RADIUS - 1);
  switch (role) {
    case "wasm":
      return `<circle class="wasm" cx="${cx}" cy="${cy}" r="${RADIUS + 0.5}"/>`;
    case "pure":
      return `<circle class="pure" cx="${cx}" cy="${cy}" r="${RADIUS - 0.5}"/>`;
    case "own":
      return `<rect class="own" x="${round(x - side / 2)}" y="${round(y - side / 2)}" width="${side}" height="${side}"/>`;
    case "native":
      return `<path class="native" d="M${cx} ${round(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>`;
  }
}
