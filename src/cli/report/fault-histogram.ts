import type { FaultBin } from "../../check/sinks/histogram.js";
import type { ReportData } from "../../check/summary.js";
import { truncate } from "../../text/printable.js";
import { formatCount } from "../../text/quantities.js";
import { columns, scaleTop } from "./columns.js";
import { html, type Markup } from "./html.js";
import { type InputSpan, inputBorders, inputStrip } from "./input-strip.js";
import { faultsIn, mergeBins } from "./merge-bins.js";
import { legend, section } from "./section.js";
import { asTable } from "./table.js";
import { FAULTS, idCount, shareText, TITLES } from "./words.js";

/** The maximum number of columns that a narrow screen can show separately. */
const MOST_COLUMNS = 128;
const NAME_LENGTH = 80;

/** The section that shows where in the inputs the faults are. */
export function faultHistogramSection(data: ReportData): Markup {
  const { bins: all, inputs } = data;
  const { bins, step } = mergeBins(all, MOST_COLUMNS);
  const spans = inputSpans(data);
  if (bins.every(({ total }) => total === 0)) {
    return section("along", "Faults along the input", html`<p class="note">Nothing was read.</p>`);
  }
  const worst = worstOf(bins);
  const top = scaleTop(shareOf(bins[worst]));
  const place = (index: number) => placeOf(index, step);
  const finding =
    top === 0
      ? "No faults."
      : `Most at ${place(worst)} of the bytes${whereabouts(spans, worst, step)}: ${shareText(faultsIn(bins[worst]), bins[worst].total)} of ${idCount(bins[worst].total)} there.`;
  const shown = FAULTS.filter((name) => bins.some((bin) => bin[name] > 0));
  const isCutShort = bins.some(({ total }) => total === 0);
  return section(
    "along",
    inputs.length > 1 ? `Faults along the ${formatCount(inputs.length)} inputs` : "Faults along the input",
    html`<p>${finding}</p>
<figure>
<div class="plot${top === 0 ? " calm" : ""}">
${top === 0 ? undefined : scale(top)}
${columns(`Share of faults in ${bins.length} parts of the bytes. ${finding}`, { bins, step }, top, (i) => titleOf(bins[i], place(i)), inputBorders(spans))}
</div>
${inputStrip(spans)}
<div class="axis" aria-hidden="true"><span>start</span><span>25 %</span><span>50 %</span><span>75 %</span><span>end</span></div>
<figcaption>
${legend([
  ...shown.map((name) => ({ tone: name, text: TITLES[name] })),
  ...(isCutShort ? [{ tone: "unread", text: "no IDs read" }] : []),
])}
<p class="note">Share of the IDs that start in each ${percent(step)} of the bytes${inputs.length > 1 ? ", in the order of the inputs" : ""}.</p>
</figcaption>
</figure>
${asTable(
  `Faults along the bytes`,
  [
    { name: "part" },
    ...(spans.length > 1 ? [{ name: "input" }] : []),
    { name: "IDs", isFigure: true },
    ...FAULTS.map((name) => ({ name: TITLES[name], isFigure: true })),
    { name: "share", isFigure: true },
  ],
  bins.map((bin, i) => [
    place(i),
    ...(spans.length > 1 ? [numbersOf(spansIn(spans, i, step))] : []),
    formatCount(bin.total),
    ...FAULTS.map((name) => formatCount(bin[name])),
    shareText(faultsIn(bin), bin.total),
  ]),
)}`,
  );
}

/** The part of the bytes of each input. */
function inputSpans({ bins, inputs, inputStarts }: ReportData): InputSpan[] {
  return inputStarts.map(({ input, bin }, i) => ({
    input,
    name: inputs[input].name,
    from: Math.min(1, bin / bins.length),
    to: Math.min(1, (inputStarts[i + 1]?.bin ?? bins.length) / bins.length),
  }));
}

function spansIn(spans: readonly InputSpan[], index: number, step: number): readonly InputSpan[] {
  return spans.filter(({ from, to }) => from < (index + 1) * step && to > index * step);
}

/** The numbers of inputs as in their table: `2` or `2–5`. */
function numbersOf(spans: readonly InputSpan[]): string {
  const numbers = spans.map(({ input }) => input + 1);
  return [...new Set([numbers[0], numbers.at(-1)])].join("–");
}

/** The input that has a part, if there are several inputs. */
function whereabouts(spans: readonly InputSpan[], index: number, step: number): string {
  const within = spansIn(spans, index, step);
  if (spans.length < 2 || within.length === 0) return "";
  if (within.length > 1) return `, in inputs ${numbersOf(within)}`;
  return `, in ${truncate(within[0].name, NAME_LENGTH)}`;
}

function shareOf(bin: FaultBin): number {
  return bin.total === 0 ? 0 : faultsIn(bin) / bin.total;
}

function worstOf(bins: readonly FaultBin[]): number {
  return bins.reduce((worst, bin, i) => (shareOf(bin) > shareOf(bins[worst]) ? i : worst), 0);
}

/** A part, by its start and end: `12–13 %`. */
function placeOf(index: number, step: number): string {
  const edge = (i: number) => Number(Math.min(100, 100 * i * step).toFixed(1));
  return `${edge(index)}–${edge(index + 1)} %`;
}

function titleOf(bin: FaultBin, place: string): string {
  if (bin.total === 0) return `${place}: no IDs read`;
  const found = FAULTS.filter((name) => bin[name] > 0).map((name) => `${formatCount(bin[name])} ${TITLES[name]}`);
  return `${place}: ${found.length === 0 ? "no faults" : found.join(", ")}, of ${idCount(bin.total)}`;
}

function scale(top: number): Markup {
  return html`<span class="scale scale-top" aria-hidden="true">${percent(top)}</span>
<span class="scale scale-middle" aria-hidden="true">${percent(top / 2)}</span>
<span class="scale scale-zero" aria-hidden="true">0</span>`;
}

/** A share on the scale, which has round values: 0.05 %, not « < 0.1 % ». */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
