import type { ReportData } from "../../check/summary.js";
import { faultHistogramSection } from "./fault-histogram.js";
import { inputSection } from "./inputs.js";
import { jurisdictionSection } from "./jurisdictions.js";
import { namespaceSection } from "./namespaces.js";
import { pageText, subjectOf } from "./page.js";
import { reasonSection } from "./reasons.js";
import { repairSection } from "./repairs.js";
import { type ReportOrigin, runSection } from "./run.js";
import { sampleSection } from "./samples.js";
import { verdictSection } from "./verdicts.js";

/**
 * Renders a report as one self-contained HTML page. Trust boundary: all texts of the input are escaped.
 * @param data the results
 * @param origin when and how it was made
 * @returns the whole document, to be written as UTF-8
 */
export function renderReport(data: ReportData, origin: ReportOrigin): string {
  return pageText({
    command: "check",
    subject: subjectOf(data.inputs.map(({ name }) => name)),
    headline: verdictSection(data),
    cards: [
      faultHistogramSection(data),
      inputSection(data),
      reasonSection(data),
      repairSection(data),
      sampleSection(data),
      namespaceSection(data),
      jurisdictionSection(data),
      runSection(data, origin),
    ],
    footer: "Durable Object IDs, checked by durable-id. A valid ID does not authenticate anyone.",
    isAllBad: data.valid === 0,
  });
}
