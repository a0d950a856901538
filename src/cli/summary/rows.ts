import { formatCount } from "../../text/quantities.js";
import type { Colours } from "../colours.js";

/** A line of a section: a name, its count, and a remark. */
export type Row = readonly [name: string, count: number, remark?: string];

/** A heading with rows; empty if there are no rows. */
export function countSection(heading: string, rows: readonly Row[], colours: Colours): string {
  return rows.length === 0 ? "" : [colours.bold(heading), ...alignRows(rows)].join("\n");
}

/** Aligns rows: names left, counts right, then remarks. */
export function alignRows(rows: readonly Row[]): string[] {
  const counts = rows.map(([, count]) => formatCount(count));
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const countWidth = Math.max(...counts.map((count) => count.length));
  const remarkWidth = Math.max(...rows.map(([, , remark = ""]) => (remark.endsWith("%") ? remark.length : 0)));
  return rows.map(([name, , remark = ""], i) =>
    `  ${name.padEnd(nameWidth)}  ${counts[i].padStart(countWidth)}  ${remark.padStart(remarkWidth)}`.trimEnd(),
  );
}
