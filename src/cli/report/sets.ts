import type { Reconciliation } from "../../check/reconcile/reconciliation.js";
import { formatCount } from "../../text/quantities.js";
import { html, type Markup } from "./html.js";
import { swatch } from "./section.js";
import { partStrip, type StripPart } from "./strip.js";
import { shareText } from "./words.js";

/** A set with a note for the reader. */
interface ShownSet extends StripPart {
  readonly note: string;
}

/** The three sets, as a strip and as tiles. */
export function setSection({ both, storedOnly, listedOnly }: Reconciliation): Markup {
  const sets: readonly ShownSet[] = [
    { title: "stored, not listed", count: storedOnly, tone: "malformed", note: "deleted, or never used" },
    { title: "stored and listed", count: both.total, tone: "valid", note: "" },
    { title: "listed, not stored", count: listedOnly.total, tone: "foreign", note: "orphans" },
  ];
  const all = sets.reduce((sum, { count }) => sum + count, 0);
  const spoken = sets.map(({ title, count }) => `${formatCount(count)} ${title}`).join(", ");
  return html`${partStrip(`Share by set: ${spoken}`, sets)}
<ul class="tiles">
${sets.map((set) => tile(set, set.note === "" ? shareText(set.count, all) : set.note))}${tile(
  { title: "orphans with stored data", count: listedOnly.withStoredData, tone: "tone-0" },
  listedOnly.unknown === 0
    ? shareText(listedOnly.withStoredData, listedOnly.total)
    : `${formatCount(listedOnly.unknown)} unknown`,
)}</ul>`;
}

function tile({ title, count, tone }: StripPart, note: string): Markup {
  return html`<li${count === 0 ? html` class="none"` : undefined}>
<span class="tile-name">${swatch(tone)}${title}</span>
<strong>${formatCount(count)}</strong>
<span class="note">${note}</span>
</li>
`;
}
