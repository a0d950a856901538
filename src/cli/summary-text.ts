import type { Fault, FaultName } from "../check/sinks/samples.js";
import type { Summary } from "../check/summary.js";
import { escapeControls, quote, truncate } from "../text/printable.js";
import { formatCount, formatShare } from "../text/quantities.js";
import type { Colours } from "./colours.js";

/** Verdicts as a reader of English calls them. */
const TITLES = {
  valid: "valid",
  malformed: "malformed",
  foreign: "foreign",
  wrongJurisdiction: "wrong jurisdiction",
} as const;
const FAULTS: readonly FaultName[] = ["malformed", "foreign", "wrongJurisdiction"];

/** Files named one by one; beyond that, their number says more. */
const SHOWN_FILES = 3;
const LABEL_WIDTH = 40;

/** What a file has whose lines end in CR only: it is read as a single line. */
const CR_WITHIN = /\r[^\r]/;

/** A line of a section: what is counted, the count, and what there is to say about it. */
type Row = readonly [name: string, count: number, remark?: string];

/** The summary for a reader: sections of aligned columns. */
export function formatSummary(summary: Summary, colours: Colours): string {
  const sections = [
    verdictSection(summary, colours),
    countSection("by namespace", namespaceRows(summary), colours),
    countSection("by jurisdiction", Object.entries(summary.jurisdictions), colours),
    ...FAULTS.map((name) => faultSection(name, summary, colours)),
    duplicatesSection(summary, colours),
    repairsSection(summary, colours),
    hintsSection(summary, colours),
    speedLine(summary, colours),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function verdictSection(summary: Summary, colours: Colours): string {
  const { files, total, valid, complete } = summary;
  const shown = files.slice(0, SHOWN_FILES).map((file) => escapeControls(file));
  if (files.length > shown.length) shown.push(`${formatCount(files.length - shown.length)} more`);
  const heading = colours.bold(shown.join(", ")) + (complete ? "" : ` ${colours.yellow("(not read to the end)")}`);
  const rows: Row[] = [
    ["total", total],
    [TITLES.valid, valid, formatShare(valid, total)],
    ...FAULTS.map((name): Row => [TITLES[name], summary[name], formatShare(summary[name], total)]),
  ];
  const lines = alignRows(rows);
  // Good news is green and bad news red, where there is any.
  if (valid > 0) lines[1] = colours.green(lines[1]);
  for (const [i, name] of FAULTS.entries()) if (summary[name] > 0) lines[i + 2] = colours.red(lines[i + 2]);
  return [heading, ...lines].join("\n");
}

function namespaceRows({ namespaces }: Summary): Row[] {
  return namespaces.map(({ label, valid, wrongJurisdiction }): Row => {
    const name = escapeControls(truncate(label, LABEL_WIDTH)) || '""';
    return wrongJurisdiction === 0
      ? [name, valid]
      : [name, valid, `and ${formatCount(wrongJurisdiction)} of a wrong jurisdiction`];
  });
}

function countSection(heading: string, rows: readonly Row[], colours: Colours): string {
  return rows.length === 0 ? "" : [colours.bold(heading), ...alignRows(rows)].join("\n");
}

/** Names flush left, counts flush right, then remarks. */
function alignRows(rows: readonly Row[]): string[] {
  const counts = rows.map(([, count]) => formatCount(count));
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const countWidth = Math.max(...counts.map((count) => count.length));
  const remarkWidth = Math.max(...rows.map(([, , remark = ""]) => (remark.endsWith("%") ? remark.length : 0)));
  return rows.map(([name, , remark = ""], i) =>
    `  ${name.padEnd(nameWidth)}  ${counts[i].padStart(countWidth)}  ${remark.padStart(remarkWidth)}`.trimEnd(),
  );
}

function faultSection(name: FaultName, summary: Summary, colours: Colours): string {
  const faults = summary.faults[name];
  if (faults.length === 0) return "";
  const heading = `${TITLES[name]}${summary[name] > faults.length ? `, the first ${faults.length}` : ""}`;
  const places = faults.map(({ file, line }) => `${escapeControls(file)}:${line}`);
  const width = Math.max(...places.map((place) => place.length));
  const lines = faults.map((fault, i) => `  ${places[i].padEnd(width)}  ${faultText(fault)}`);
  if (faults.some(({ id }) => id !== null && CR_WITHIN.test(id))) {
    lines.push(
      "  A CR within a record does not end a line of text: if it should, convert the file with tr '\\r' '\\n'.",
    );
  }
  return [colours.bold(heading), ...lines].join("\n");
}

function duplicatesSection({ duplicates }: Summary, colours: Colours): string {
  if (duplicates === undefined) return "";
  const { distinct, repeated, surplus } = duplicates;
  return countSection(
    "duplicates",
    [
      ["different valid IDs", distinct],
      ["of them more than once", repeated],
      ["records too many", surplus],
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

function hintsSection({ hints }: Summary, colours: Colours): string {
  if (hints.length === 0) return "";
  const lines = hints.map(
    ({ input, message }) => `  ${input === undefined ? "" : `${escapeControls(input)}: `}${message}`,
  );
  return [colours.bold(colours.yellow("hints")), ...lines].join("\n");
}

function faultText({ id }: Fault): string {
  return id === null ? "(no ID)" : quote(id);
}

function speedLine({ seconds, idsPerSecond, engine }: Summary, colours: Colours): string {
  return colours.dim(`${seconds.toFixed(2)} s, ${formatCount(idsPerSecond)} IDs/s, engine ${engine}`);
}
