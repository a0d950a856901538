import type { ObjectCounts } from "../../check/reconcile/object-counts.js";
import { isReconciled, type Reconciliation } from "../../check/reconcile/reconciliation.js";
import { truncate } from "../../text/printable.js";
import { formatCount, formatDuration } from "../../text/quantities.js";
import { version } from "../version.js";
import { bars } from "./bars.js";
import { hintList } from "./hints.js";
import { html, type Markup } from "./html.js";
import { pageText, subjectOf } from "./page.js";
import { reasonSection } from "./reasons.js";
import { originSection, type ReportOrigin } from "./run.js";
import { sampleSection } from "./samples.js";
import { section } from "./section.js";
import { setSection } from "./sets.js";
import { table } from "./table.js";
import { shareText } from "./words.js";

const NAME_LENGTH = 200;

/**
 * Renders the report of a comparison as one self-contained HTML page.
 * @param found the results
 * @param db the path of the listing
 * @param origin when and how it was made
 */
export function renderReconcileReport(found: Reconciliation, db: string, origin: ReportOrigin): string {
  const { stored, seconds } = found;
  return pageText({
    command: "reconcile",
    subject: `${subjectOf(stored.inputs.map(({ name }) => name))} and ${truncate(db, NAME_LENGTH)}`,
    headline: html`<section class="verdicts" aria-labelledby="title">
<h1 id="title"${isReconciled(found) ? html` class="all"` : undefined}>${headline(found)}</h1>
${hintList({ hints: found.hints, complete: true })}
${setSection(found)}
</section>
`,
    cards: [
      dataSection("orphans", "Listed, not stored", found.listedOnly),
      dataSection("matched", "Stored and listed", found.both),
      namespaceSection(found),
      inputSection(found),
      reasonSection({ reasons: stored.reasons, total: stored.records }),
      sampleSection(stored),
      originSection(origin, [
        ["time", formatDuration(seconds)],
        ["version", version],
        ["records", formatCount(stored.records)],
        ["different IDs", formatCount(stored.distinct)],
        ["listed objects", formatCount(found.listed.total)],
      ]),
    ],
    footer:
      "Durable Object IDs and objects, compared by durable-id. Stored IDs were compared by their digits, without a key.",
  });
}

function headline({ stored, listed, storedOnly, listedOnly }: Reconciliation): Markup {
  const differences = storedOnly + listedOnly.total;
  const sides = `${counted(stored.distinct, "stored ID")} and ${counted(listed.total, "listed object")}`;
  return html`<b>${formatCount(differences)}</b> ${differences === 1 ? "difference" : "differences"} between ${sides}`;
}

/** `1 listed object`, `2 listed objects`. */
function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** How many objects have stored data. */
function dataSection(name: string, heading: string, counts: ObjectCounts): Markup {
  const { total, withStoredData, withoutStoredData, unknown } = counts;
  if (total === 0) return section(name, heading, html`<p class="note">No objects.</p>`);
  const bar = (title: string, count: number, tone: string) => ({
    name: title,
    segments: [{ count, tone }],
    figure: formatCount(count),
    remark: shareText(count, total),
  });
  return section(
    name,
    heading,
    bars(`${heading}: objects by stored data`, [
      bar("with stored data", withStoredData, "tone-0"),
      bar("without stored data", withoutStoredData, "tone-1"),
      bar("unknown", unknown, "tone-others"),
    ]),
  );
}

function namespaceSection({ namespaces }: Reconciliation): Markup {
  const figures = ["listed", "stored", "not stored", "with stored data", "without", "unknown"];
  return section(
    "listed",
    "By namespace",
    table(
      "Objects by namespace; objects that are not stored also by their data",
      [{ name: "namespace" }, ...figures.map((name) => ({ name, isFigure: true }))],
      namespaces.map(({ id, script, class: className, listed, both, listedOnly }) => [
        html`${truncate(id, NAME_LENGTH)} <span class="note">${truncate(`${script}_${className}`, NAME_LENGTH)}</span>`,
        ...[listed.total, both.total, listedOnly.total].map(formatCount),
        ...[listedOnly.withStoredData, listedOnly.withoutStoredData, listedOnly.unknown].map(formatCount),
      ]),
    ),
  );
}

function inputSection({ stored: { inputs } }: Reconciliation): Markup | undefined {
  if (inputs.length < 2) return undefined;
  return section(
    "inputs",
    "By input",
    table(
      "Stored records by input",
      [{ name: "input" }, ...["records", "IDs", "malformed"].map((name) => ({ name, isFigure: true }))],
      inputs.map(({ name, records, ids, refused }) => [
        truncate(name, NAME_LENGTH),
        ...[records, ids, refused].map(formatCount),
      ]),
    ),
  );
}
