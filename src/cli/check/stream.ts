import type { LineChecker } from "../../bulk/line-checker.js";
import { createLineChecker, createValidator, type Validator } from "../../bulk/validator.js";
import type { Input } from "../input/inputs.js";
import type { LabelledNamespace } from "../keys.js";
import type { RecordFormat } from "../records/format.js";
import { LineReader } from "../records/line-reader.js";
import { RecordChecker } from "../records/record-checker.js";
import type { Checker, Position } from "../records/records.js";
import type { Source } from "./faults.js";
import type { Job } from "./job.js";

/** What validates records: lines by the fast path, and all others. */
export interface Checkers {
  readonly validator: Validator;
  readonly lines: LineChecker;
}

/** The checkers of namespaces: one engine does the work of both. */
export function openCheckers(namespaces: readonly LabelledNamespace[]): Checkers {
  const validator = createValidator(namespaces.map(({ namespace }) => namespace));
  return { validator, lines: createLineChecker(validator) };
}

/** What validates an input of a format, from a place in it on. */
export function openChecker(format: RecordFormat, { validator, lines }: Checkers, position: Position): Checker {
  return format.isLines ? new LineReader(lines, position) : new RecordChecker(format, validator, position);
}

/**
 * Validates one input from start to end, or from where the job is: chunks → records → verdicts → results. A chunk is
 * dealt with wholly, and its results are out, before the next is read: memory stays as it is, and a pipe that stays open
 * gets its answers at once.
 * @returns how many bytes of text the input had
 */
export async function checkStream(input: Input, format: RecordFormat, checkers: Checkers, job: Job): Promise<number> {
  const { position, offset } = job.place;
  const checker = openChecker(format, checkers, position);
  const source: Source = { name: input.name, ids: format.ids, longest: format.longest, offset };
  let length = position.offset;
  for await (const chunk of input.text(position.offset)) {
    length += chunk.length;
    await job.add(checker.read(chunk), checker, source);
    await job.pause(input, checker.position());
  }
  await job.add(checker.end(), checker, source);
  return length;
}
