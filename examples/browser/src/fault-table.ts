import type { Fault } from "./check";
import { make } from "./dom";
import { counted, reason, VERDICTS } from "./words";

/** A table of the first faults, or a sentence if there are none. */
export function faultTable(faults: readonly Fault[], count: number): HTMLElement {
  if (count === 0) return make("p", "hint", "No faults.");
  const caption = count > faults.length ? `The first ${faults.length} of ${counted(count)} faults` : "All faults";
  const heads = ["Line", "Verdict", "Why", "What it says"].map((head) =>
    withRole("columnheader", make("th", "", head)),
  );
  return withRole(
    "table",
    make(
      "table",
      "",
      make("caption", "", caption),
      withRole("rowgroup", make("thead", "", withRole("row", make("tr", "", ...heads)))),
      withRole("rowgroup", make("tbody", "", ...faults.map(row))),
    ),
  );
}

function row(fault: Fault): HTMLElement {
  const isCut = fault.length > new TextEncoder().encode(fault.text).length;
  const cells = [
    make("td", "line", counted(fault.line)),
    make("td", "", make("span", "badge", VERDICTS[fault.verdict])),
    make("td", "", reason(fault)),
    make("td", "", make("code", "", isCut ? `${fault.text}…` : fault.text)),
  ];
  return withRole("row", make("tr", "", ...cells.map((cell) => withRole("cell", cell))));
}

/** Sets the default role explicitly: on a narrow screen the rows are blocks, and browsers would remove their role. */
function withRole<Element extends HTMLElement>(role: string, element: Element): Element {
  element.role = role;
  return element;
}
