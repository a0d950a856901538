import { formatCount } from "../../text/quantities.js";
import type { Colours } from "../colours.js";

/** A line of a section: what is counted, the count, and what there is to say about it. */
export type Row = readonly [name: string, count: number, remark?: string];

/** A heading and rows; empty without rows. */
export function countSection(heading: string, rows: readonly Row[], colours: Colours): string {
  return rows.length === 0 ? "" : [colours.bold(heading), ...alignRows(rows)].join("\n");
}

/** Names flush left, counts flush right, then remarks. */
export function alignRows(rows: readonly Row[]): string[] {
  const counts = rows.map(([, count]) => formatCount(count));
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const countWidth = Math.max(...counts.map((count) => count.length));
  const remarkWidth = Math.max(...rows.map(([, , remark = ""]) => (remark.endsWith("%") ? remark.length : 0)));
  return rows.map(([name, , remark = ""], i) =>
    `  ${name.padEnd(nameWidth)}  ${counts[i].padStart(countWidth)}  ${remark.padStart(remarkWidth)}`.trimEnd(),
  );
}
