const NAME_WIDTH = 40;

/** Aligns the rows of a table, whose first row is the head: names left, figures right. */
export function alignTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows.map((cells) => {
    const [name, ...counts] = cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
    return `  ${[name, ...counts].join("  ")}`.trimEnd();
  });
}

/** Shortens a name at its start, because the end of a path identifies a file better. */
export function shortened(name: string): string {
  return name.length <= NAME_WIDTH ? name : `…${name.slice(1 - NAME_WIDTH)}`;
}
