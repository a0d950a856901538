import { formatCount } from "../../text/quantities.js";
import { html, type Markup, type Part } from "./html.js";

/** The maximum number of rows of a table, so that the page opens quickly; `--json` has all rows. */
const MOST_ROWS = 1000;

/** The maximum number of columns that fit on a narrow screen. */
const MOST_NARROW_COLUMNS = 3;

/** A column: its heading, and whether its cells are figures. */
export interface Column {
  readonly name: string;
  readonly isFigure?: boolean;
}

/** A table whose first column has the names of the rows. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup {
  const hidden = rows.length - MOST_ROWS;
  const isWide = columns.length > MOST_NARROW_COLUMNS;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
<table${isWide ? html` class="wide"` : undefined}>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ name, isFigure }) => html`<th scope="col"${figureClass(isFigure)}>${name}</th>`)}</tr></thead>
<tbody>
${rows.slice(0, MOST_ROWS).map((row) => html`<tr>${row.map((cell, i) => cellOf(cell, i, columns[i], isWide))}</tr>\n`)}</tbody>
</table>
</div>
${hidden > 0 ? html`<p class="note">${formatCount(hidden)} more rows are not shown here; --json prints all of them.</p>` : undefined}`;
}

/** The figures of a chart as a table, folded away. */
export function asTable(caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup {
  return html`<details>
<summary>The figures as a table</summary>
${table(caption, columns, rows)}
</details>`;
}

/** A cell with the name of its column, because on a narrow screen a row of many cells becomes a list. */
function cellOf(cell: Part, index: number, column: Column, isWide: boolean): Markup {
  if (index === 0) return html`<th scope="row">${cell}</th>`;
  return html`<td${figureClass(column.isFigure)}${isWide ? html` data-name="${column.name}"` : undefined}>${cell}</td>`;
}

function figureClass(isFigure: boolean | undefined): Markup | undefined {
  return isFigure ? html` class="figure"` : undefined;
}
