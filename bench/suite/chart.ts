import { formatNanoseconds, formatRatio } from "../../src/text/quantities.js";
import { machineLine } from "./machine.js";
import { type Results, ratioOf } from "./results.js";
import { round, SHARED_STYLE, text } from "./svg.js";
import { versionsLine } from "./table.js";
import { CONTENDER_IDS, CONTENDERS, type ContenderId, TASK_IDS, TASKS, type TaskId } from "./tasks.js";

// All lengths in pixels.
const WIDTH = 920;
const MARGIN = 24;
const GAP = 40;
const COLUMN = (WIDTH - 2 * MARGIN - GAP) / 2;
const HEADER = 78;
const FOOTER = 30;
const TITLE = 26;
const ROW = 21;
const BAR = 13;
const PANEL_GAP = 24;
const LABEL = 130;
const FIGURES = 112;
const BARS = COLUMN - LABEL - FIGURES;

/** The roles of colours: our own contenders are highlighted, and so is the yardstick. */
const ROLES: Readonly<Record<ContenderId, string>> = {
  wasm: "wasm",
  pure: "pure",
  "node:crypto": "peer",
  noble: "peer",
  "hash-wasm": "peer",
  workerd: "runtime",
  C: "measure",
  "C-folded": "measure",
};

const STYLE = `${SHARED_STYLE}
  .wasm { fill: #e8662a; } .pure { fill: #f2ab84; } .peer { fill: #94a3b8; } .runtime { fill: #4a8fd4; } .measure { fill: #4fa58b; }
  .axis { stroke: #8b949e; stroke-opacity: .45; }
`;

/** The run as a chart: a panel for each task, with bars on one scale from zero, proportional to the times. */
export function chart(results: Results): string {
  const tasks = TASK_IDS.filter((task) => results.nanoseconds[task] !== undefined);
  const [left, right] = columns(tasks, results);
  const height = HEADER + Math.max(heightOf(left, results), heightOf(right, results)) + FOOTER;
  const body = [left, right].flatMap((column, i) => {
    let y = HEADER;
    return column.map((task) => {
      const drawn = panel(results, task, MARGIN + i * (COLUMN + GAP), y);
      y += panelHeight(results, task);
      return drawn;
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>durable-id: time of an operation, compared with its peers</title>
<style>${STYLE}</style>
${text(MARGIN, 32, "Time of an operation: shorter is better", "name")}
${text(MARGIN, 52, `${machineLine(results.machine)} · ${results.date.slice(0, 10)}`)}
${body.join("\n")}
${text(MARGIN, height - 14, `${versionsLine(results)} · best of ${results.turns} turns · × against durable-id's WASM engine`)}
</svg>
`;
}

/** Tasks in their order, in two columns of about the same height. */
function columns(tasks: readonly TaskId[], results: Results): [TaskId[], TaskId[]] {
  const half = heightOf(tasks, results) / 2;
  let split = 0;
  while (split < tasks.length && heightOf(tasks.slice(0, split + 1), results) <= half + ROW) split++;
  return [tasks.slice(0, split), tasks.slice(split)];
}

function heightOf(tasks: readonly TaskId[], results: Results): number {
  return tasks.reduce((sum, task) => sum + panelHeight(results, task), 0);
}

function contendersOf(results: Results, task: TaskId): ContenderId[] {
  return CONTENDER_IDS.filter((contender) => results.nanoseconds[task]?.[contender] !== undefined);
}

function panelHeight(results: Results, task: TaskId): number {
  return TITLE + contendersOf(results, task).length * ROW + PANEL_GAP;
}

function panel(results: Results, task: TaskId, x: number, y: number): string {
  const row = results.nanoseconds[task] ?? {};
  const contenders = contendersOf(results, task);
  const longest = Math.max(...contenders.map((contender) => row[contender] as number));
  const axis = x + LABEL;
  const bars = contenders.map((contender, i) => {
    const nanoseconds = row[contender] as number;
    const top = y + TITLE + i * ROW;
    const baseline = top + ROW / 2 + 4;
    const length = Math.max(1.5, (nanoseconds / longest) * BARS);
    const ours = contender === "wasm";
    const ratio = ours ? undefined : ratioOf(results.nanoseconds, task, "wasm", contender);
    const figures = x + COLUMN - FIGURES;
    return [
      text(axis - 8, baseline, CONTENDERS[contender], ours ? "strong" : "", "end"),
      bar(axis, top + (ROW - BAR) / 2, length, ROLES[contender]),
      text(figures + 64, baseline, formatNanoseconds(nanoseconds), ours ? "figure strong" : "figure", "end"),
      ratio === undefined ? "" : text(x + COLUMN, baseline, formatRatio(ratio), "figure", "end"),
    ].join("");
  });
  const bottom = y + TITLE + contenders.length * ROW;
  return `<g>${text(x, y + 14, TASKS[task], "title")}${bars.join("\n")}<line class="axis" x1="${axis}" x2="${axis}" y1="${y + TITLE}" y2="${bottom}"/></g>`;
}

/** Square at the start, rounded at the end. */
function bar(x: number, y: number, length: number, role: string): string {
  const radius = Math.min(2.5, length / 2);
  const straight = round(length - radius);
  const side = round(BAR - 2 * radius);
  return `<path class="${role}" d="M${round(x)} ${round(y)}h${straight}a${radius} ${radius} 0 0 1 ${radius} ${radius}v${side}a${radius} ${radius} 0 0 1 -${radius} ${radius}h-${straight}z"/>`;
}
