import type { Summary } from "../../check/summary.js";
import { escapeControls, truncate } from "../../text/printable.js";
import { formatCount, formatShare } from "../../text/quantities.js";
import type { Colours } from "../colours.js";
import { hintSection } from "./hints.js";
import { inputSection } from "./inputs.js";
import { reasonSection } from "./reasons.js";
import { alignRows, countSection, type Row } from "./rows.js";
import { sampleSection } from "./samples.js";
import { FAULTS, TITLES } from "./words.js";

/** The maximum number of inputs in the heading; beyond that, only their number is shown. */
const SHOWN_INPUTS = 3;
const LABEL_WIDTH = 40;

/** The summary as text: sections of aligned columns. */
export function formatSummary(summary: Summary, colours: Colours): string {
  const sections = [
    verdictSection(summary, colours),
    reasonSection(summary, colours),
    inputSection(summary, colours),
    countSection("by namespace", namespaceRows(summary), colours),
    countSection("by jurisdiction", Object.entries(summary.jurisdictions), colours),
    sampleSection(summary, colours),
    duplicatesSection(summary, colours),
    repairsSection(summary, colours),
    hintSection(summary, colours),
    speedLine(summary, colours),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function verdictSection(summary: Summary, colours: Colours): string {
  const { inputs, total, valid, complete } = summary;
  const shown = inputs.slice(0, SHOWN_INPUTS).map(({ name }) => escapeControls(name));
  if (inputs.length > shown.length) shown.push(`${formatCount(inputs.length - shown.length)} more`);
  const heading = colours.bold(shown.join(", ")) + (complete ? "" : ` ${colours.yellow("(not read to the end)")}`);
  const rows: Row[] = [
    ["total", total],
    [TITLES.valid, valid, formatShare(valid, total)],
    ...FAULTS.map((name): Row => [TITLES[name], summary[name], formatShare(summary[name], total)]),
  ];
  const lines = alignRows(rows);
  // Valid counts are green and faults red, unless they are zero.
  if (valid > 0) lines[1] = colours.green(lines[1]);
  for (const [i, name] of FAULTS.entries()) if (summary[name] > 0) lines[i + 2] = colours.red(lines[i + 2]);
  return [heading, ...lines].join("\n");
}

function namespaceRows({ namespaces }: Summary): Row[] {
  return namespaces.map(({ label, valid, wrongJurisdiction }): Row => {
    const name = escapeControls(truncate(label, LABEL_WIDTH)) || '""';
    return wrongJurisdiction === 0
      ? [name, valid]
      : [name, valid, `and ${formatCount(wrongJurisdiction)} with a wrong jurisdiction`];
  });
}

function duplicatesSection({ duplicates }: Summary, colours: Colours): string {
  if (duplicates === undefined) return "";
  const { distinct, repeated, surplus } = duplicates;
  return countSection(
    "duplicates",
    [
      ["different valid IDs", distinct],
      ["more than once", repeated],
      ["duplicate records", surplus],
    ],
    colours,
  );
}

function repairsSection({ repairs }: Summary, colours: Colours): string {
  if (repairs === undefined) return "";
  const { repaired, byKind, searched, notSearched } = repairs;
  const rows: Row[] = [
    ["repaired", repaired],
    ...Object.entries(byKind).map(([kind, count]): Row => [`  ${kind}`, count]),
    ["searched", searched],
  ];
  if (notSearched > 0) rows.push(["not searched", notSearched, "raise --repair-limit to search them too"]);
  return countSection("repairs", rows, colours);
}

function speedLine({ seconds, idsPerSecond, engine }: Summary, colours: Colours): string {
  return colours.dim(`${seconds.toFixed(2)} s, ${formatCount(idsPerSecond)} IDs/s, engine ${engine}`);
}
