import type { Sample } from "../../check/sinks/samples.js";
import type { Summary } from "../../check/summary.js";
import { describeDetail } from "../../format/describe-reason.js";
import { escapeControls, quote } from "../../text/printable.js";
import type { Colours } from "../colours.js";

/** What a file has whose lines end in CR only: it is read as a single line. */
const CR_WITHIN = /\r[^\r]/;

/** Some refused records of each reason: where they are, and their text. */
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
    lines.push(
      "  A CR within a record does not end a line of text: if it should, convert the file with tr '\\r' '\\n'.",
    );
  }
  return [colours.bold("samples"), ...lines].join("\n");
}

function hasCarriageReturn({ text }: Sample): boolean {
  return text !== null && CR_WITHIN.test(text);
}
