/*
 * Called by snippets that check themselves. It records the values of statements, compares them with the page, and
 * at the end of the process reports differences. It doesn't use standard output, which belongs to the snippet.
 */
import { inspect, isDeepStrictEqual } from "node:util";

const seen = new Map();
const reached = new Set();
const faults = [];

/** Records the value of the statement on a line, and returns it. */
export function see(line, value) {
  seen.set(line, value);
  return value;
}

/**
 * Compares the value of a line with a text: with the text as a literal, or, if it is not a literal, with
 * the output of `inspect`.
 */
export async function settle(line, text, literal) {
  reached.add(line);
  const value = await seen.get(line);
  const printed = print(value);
  const same = literal === undefined ? unquoted(printed) === unquoted(text) : isDeepStrictEqual(value, literal());
  if (!same) faults.push([line, `the page says ${text}, but it is ${printed}`]);
}

/** Compares what an expression throws with a text: the error's name and message. */
export async function throws(line, text, evaluate) {
  reached.add(line);
  let value;
  try {
    value = await evaluate();
  } catch (error) {
    const printed = `${error?.name}: ${error?.message}`;
    if (printed !== text) faults.push([line, `the page says it throws ${text}, but it throws ${printed}`]);
    return;
  }
  faults.push([line, `the page says it throws ${text}, but it gives ${print(value)}`]);
}

/** Registers all lines that must be reached, and at the end of the process reports faults as `page:line: …`. */
export function report(page, lines) {
  process.on("exit", () => {
    for (const line of lines)
      if (!reached.has(line)) faults.push([line, "the page tells a value, but the line never ran"]);
    if (faults.length === 0) return;
    for (const [line, fault] of faults) process.stderr.write(`${page}:${line}: ${fault}\n`);
    process.exitCode = 1;
  });
}

function print(value) {
  return inspect(value, {
    depth: Number.POSITIVE_INFINITY,
    breakLength: Number.POSITIVE_INFINITY,
    compact: true,
    maxArrayLength: Number.POSITIVE_INFINITY,
    maxStringLength: Number.POSITIVE_INFINITY,
  });
}

/** `inspect` chooses quotes by the content; pages use double quotes. */
function unquoted(text) {
  return text.replaceAll("'", '"');
}
