import type { EngineName } from "../../engine/types.js";
import { InputError } from "../errors.js";
import type { Input } from "../input/inputs.js";
import type { Io } from "../io.js";
import type { LabelledNamespace } from "../keys.js";
import { selectFormat } from "../records/select.js";
import { checkBlocks } from "./blocks/file.js";
import { openPool } from "./blocks/open-pool.js";
import type { BlockPool } from "./blocks/pool.js";
import type { Job } from "./job.js";
import { type CheckOptions, jobsOf } from "./options.js";
import { checkStream, openCheckers } from "./stream.js";

/** A file smaller than that is read before a thread has started. */
const SMALLEST_SHARED = 4 * 1024 * 1024;

/** How the reading of inputs ended. */
export interface RunEnd {
  readonly engine: EngineName;
  /** Why they were not read to their ends. */
  readonly fault: InputError | undefined;
}

/** Validates all inputs, from where the job is. One that breaks off ends the run, but not what was counted before. */
export async function runJob(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  options: CheckOptions,
  job: Job,
  io: Io,
): Promise<RunEnd> {
  const checkers = openCheckers(namespaces);
  const { validator, lines } = checkers;
  const jobs = jobsOf(options);
  let pool: BlockPool | undefined;
  try {
    while (job.place.input < inputs.length) {
      const input = inputs[job.place.input];
      const { offset, header } = job.place.position;
      if (offset === 0 && header === undefined) job.results.startInput(input.name);
      const format = selectFormat(input, options);
      const { file } = input;
      const isShared = io.spawn && jobs > 1 && format.isLines && file?.isPlain && file.size - offset >= SMALLEST_SHARED;
      if (isShared) pool ??= openPool(io.spawn, jobs, lines, namespaces, options, job.results);
      const length =
        isShared && pool
          ? await checkBlocks(input, file, pool, lines, job)
          : await checkStream(input, format, checkers, job);
      await job.endInput(length);
    }
    return { engine: validator.engine, fault: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // What was found before it still counts, and is given out.
    await job.results.flush();
    return { engine: validator.engine, fault: error };
  } finally {
    await pool?.close();
  }
}
