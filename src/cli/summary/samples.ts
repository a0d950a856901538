import type { Sample } from "../../check/sinks/samples.js";
import type { Summary } from "../../check/summary.js";
import { describeDetail } from "../../format/describe-reason.js";
import { escapeControls, quote } from "../../text/printable.js";
import type { Colours } from "../colours.js";

/** A CR within a line: a file whose lines end in CR only is read as a single line. */
const CR_WITHIN = /\r[^\r]/;

/** Some invalid records for each reason, with their places and texts. */
export function sampleSection({ samples }: Pick<Summary, "samples">, colours: Colours): string {
  if (samples.length === 0) return "";
  const places = samples.map(({ input, line }) => `${escapeControls(input)}:${line}`);
  const placeWidth = Math.max(...places.map((place) => place.length));
  const reasonWidth = Math.max(...samples.map(({ reason }) => reason.length));
  const lines = samples.map((sample, i) => {
    const reason = sample.reason === samples[i - 1]?.reason ? "" : sample.reason;
    const detail = describeDetail(sample);
    const text = sample.text === null ? "(no ID)" : quote(sample.text);
    return `  ${reason.padEnd(reasonWidth)}  ${places[i].padEnd(placeWidth)}  ${text}${detail && `  ${colours.dim(detail)}`}`;
  });
  if (samples.some(hasCarriageReturn)) {
    lines.push("  In text, CR does not end a line. To convert the line ends of a file, use tr '\\r' '\\n'.");
  }
  return [colours.bold("samples"), ...lines].join("\n");
}

function hasCarriageReturn({ text }: Sample): boolean {
  return text !== null && CR_WITHIN.test(text);
}
