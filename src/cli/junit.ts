import { type InputError, TooManyInvalid } from "../check/errors.js";
import type { FaultName } from "../check/sinks/samples.js";
import type { Summary } from "../check/summary.js";
import { describeReason } from "../format/describe-reason.js";
import { escapeControls, quote } from "../text/printable.js";
import { isWithin, type Limits } from "./limits.js";
import { element, escapeXml } from "./xml.js";

/** The maximum number of samples that become test cases, to keep the file small. */
const MOST_CASES = 100;

const FAULTS: readonly FaultName[] = ["malformed", "foreign", "wrongJurisdiction"];

/** A test case: it passes unless it has a failure (the IDs) or an error (the run). */
interface TestCase {
  readonly classname: string;
  readonly name: string;
  readonly seconds?: number;
  readonly kind?: "failure" | "error";
  /** The reason, or the kind of problem. */
  readonly type?: string;
  readonly message?: string;
}

/**
 * Renders a run as JUnit XML: a case for reading the inputs, a case for the number of invalid IDs, and, if there are too
 * many, a case for each sample.
 * @param fault why the run failed or ended early
 */
export function renderJUnit(summary: Summary, limits: Limits, fault: InputError | undefined): string {
  const isPassed = isWithin(limits.maxInvalid, summary);
  const cases = [inputsCase(summary, fault), validityCase(summary, limits), ...(isPassed ? [] : sampleCases(summary))];
  const countOf = (kind: TestCase["kind"]) => cases.filter((each) => each.kind === kind).length;
  const totals = {
    name: "durable-id check",
    tests: cases.length,
    failures: countOf("failure"),
    errors: countOf("error"),
    time: summary.seconds,
  };
  const suite = element("testsuite", totals, "\n", ...cases.map((each) => `${renderCase(each)}\n`));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", totals, "\n", suite, "\n")}\n`;
}

function inputsCase({ inputs, seconds, stopReason }: Summary, fault: InputError | undefined): TestCase {
  const common = {
    classname: "durable-id.inputs",
    name: `${inputs.map(({ name }) => escapeControls(name)).join(", ")} can be checked`,
    seconds,
  };
  // After --fail-fast, the inputs are not the problem.
  if (fault === undefined || fault instanceof TooManyInvalid) return common;
  return { ...common, kind: "error", type: stopReason ?? "tooFewRecords", message: escapeControls(fault.message) };
}

function validityCase(summary: Summary, { maxInvalid }: Limits): TestCase {
  const { total, valid, complete } = summary;
  const name = maxInvalid.text === "0" ? "all IDs are valid" : `at most ${maxInvalid.text} of the IDs are invalid`;
  const common = { classname: "durable-id.ids", name };
  if (isWithin(maxInvalid, summary)) return common;
  const counts = FAULTS.map((fault) => `${summary[fault]} ${fault}`).join(", ");
  const message = `${total - valid} of ${total} IDs are invalid: ${counts}${complete ? "" : " (not read to the end)"}`;
  return { ...common, kind: "failure", type: "invalid", message };
}

function sampleCases({ samples }: Summary): TestCase[] {
  return samples.slice(0, MOST_CASES).map((sample) => ({
    classname: `durable-id.${sample.verdict}`,
    name: `${escapeControls(sample.input)}:${sample.line}`,
    kind: "failure",
    type: sample.reason,
    message: `${sample.text === null ? "no ID" : quote(sample.text)}: ${describeReason(sample)}`,
  }));
}

function renderCase({ classname, name, seconds, kind, type, message = "" }: TestCase): string {
  const attributes = { classname, name, time: seconds ?? 0 };
  if (kind === undefined) return element("testcase", attributes);
  // Some CIs show the attribute, others the content.
  return element("testcase", attributes, element(kind, { type, message }, escapeXml(message)));
}
