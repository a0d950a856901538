const NAME_WIDTH = 40;

/** Rows of a table, the first being its head: names flush left, figures flush right. */
export function alignTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows.map((cells) => {
    const [name, ...counts] = cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
    return `  ${[name, ...counts].join("  ")}`.trimEnd();
  });
}

/** A name that is cut at its start: the end of a path says more. */
export function shortened(name: string): string {
  return name.length <= NAME_WIDTH ? name : `…${name.slice(1 - NAME_WIDTH)}`;
}
