import type { ObjectCounts } from "../../check/reconcile/object-counts.js";
import { isReconciled, type Reconciliation } from "../../check/reconcile/reconciliation.js";
import { escapeControls } from "../../text/printable.js";
import { formatCount, formatShare } from "../../text/quantities.js";
import type { Colours } from "../colours.js";
import { hintSection } from "./hints.js";
import { reasonSection } from "./reasons.js";
import { alignRows, countSection, type Row } from "./rows.js";
import { sampleSection } from "./samples.js";
import { alignTable, shortened } from "./table.js";

/** The maximum number of rows in a table of inputs or namespaces. */
const MOST_ROWS = 20;

/** The summary of a comparison as text: sections of aligned columns. */
export function formatReconciliation(found: Reconciliation, db: string, colours: Colours): string {
  const { stored, listed } = found;
  const sections = [
    setSection(found, colours),
    countSection("stored", storedRows(found), colours),
    reasonSection(stored, colours),
    inputSection(found, colours),
    countSection(`listed in ${escapeControls(db)}`, [["objects", listed.total], ...dataRows(listed)], colours),
    namespaceSection(found, colours),
    sampleSection(stored, colours),
    hintSection(found, colours),
    colours.dim(`${found.seconds.toFixed(2)} s`),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** The three sets. */
function setSection(found: Reconciliation, colours: Colours): string {
  const { both, storedOnly, listedOnly } = found;
  const rows: Row[] = [
    ["stored and listed", both.total],
    ["stored, not listed", storedOnly, storedOnly > 0 ? "the object was deleted, or never used" : ""],
    ["listed, not stored", listedOnly.total],
    ...(listedOnly.total > 0 ? dataRows(listedOnly) : []),
  ];
  const lines = alignRows(rows);
  if (storedOnly > 0) lines[1] = colours.red(lines[1]);
  if (listedOnly.total > 0) lines[2] = colours.red(lines[2]);
  const heading = isReconciled(found) ? colours.green("stored IDs and listed objects are the same") : "differences";
  return [colours.bold(heading), ...lines].join("\n");
}

/** How many objects have stored data; only counts that are not zero. */
function dataRows({ withStoredData, withoutStoredData, unknown }: ObjectCounts): Row[] {
  const rows: Row[] = [
    ["  with stored data", withStoredData],
    ["  without stored data", withoutStoredData],
    ["  unknown", unknown],
  ];
  return rows.filter(([, count]) => count > 0);
}

function storedRows({ stored }: Reconciliation): Row[] {
  const { records, ids, refused, distinct } = stored;
  return [
    ["records", records],
    ["IDs", ids, formatShare(ids, records)],
    ["malformed", refused, formatShare(refused, records)],
    ["different IDs", distinct],
  ];
}

function inputSection({ stored: { inputs } }: Reconciliation, colours: Colours): string {
  if (inputs.length < 2) return "";
  const rows = inputs.map(({ name, records, ids, refused }) => [name, records, ids, refused] as const);
  return tableSection("by input", ["records", "IDs", "malformed"], rows, colours);
}

function namespaceSection({ namespaces }: Reconciliation, colours: Colours): string {
  if (namespaces.length < 2) return "";
  const rows = namespaces.map(
    ({ id, listed, both, listedOnly }) =>
      [id, listed.total, both.total, listedOnly.total, listedOnly.withStoredData] as const,
  );
  return tableSection("by namespace", ["listed", "stored", "not stored", "with stored data"], rows, colours);
}

function tableSection(
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly [name: string, ...counts: number[]])[],
  colours: Colours,
): string {
  const shown = rows.slice(0, MOST_ROWS);
  const table = [
    ["", ...columns],
    ...shown.map(([name, ...counts]) => [shortened(escapeControls(name)), ...counts.map(formatCount)]),
  ];
  const rest = rows.length - shown.length;
  const more = rest > 0 ? [`  and ${formatCount(rest)} more: --json prints all of them`] : [];
  return [colours.bold(heading), ...alignTable(table), ...more].join("\n");
}
