import type { Tally } from "durable-id";
import { make } from "./dom";
import { counted, VERDICTS } from "./words";

/** The tally as a list of terms, with a count for each possible verdict. */
export function tallyItems(tally: Tally, hasJurisdiction: boolean): HTMLElement[] {
  const [valid, malformed, foreign, wrongJurisdiction] = Object.values(VERDICTS);
  const items = [
    item("valid", valid, tally.valid, tally.total),
    item("fault", malformed, tally.malformed, tally.total),
    item("fault", foreign, tally.foreign, tally.total),
  ];
  if (hasJurisdiction) items.push(item("fault", wrongJurisdiction, tally.wrongJurisdiction, tally.total));
  return items;
}

function item(kind: string, term: string, count: number, total: number): HTMLElement {
  const share = total === 0 ? "–" : `${((100 * count) / total).toFixed(1)} %`;
  const name = count === 0 ? "none" : kind;
  return make(
    "div",
    name,
    make("dt", "", term),
    make("dd", "", make("strong", "count", counted(count)), make("span", "", share)),
  );
}
