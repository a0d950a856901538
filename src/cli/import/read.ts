import type { EngineName } from "../../engine/types.js";
import type { Source } from "../check/faults.js";
import type { Progress } from "../check/progress.js";
import type { Report } from "../check/report.js";
import { openChecker, openCheckers } from "../check/stream.js";
import { InputError } from "../errors.js";
import type { Input } from "../input/inputs.js";
import type { LabelledNamespace } from "../keys.js";
import { type Checked, START } from "../records/records.js";
import { type FormatOptions, selectFormat } from "../records/select.js";
import type { ImportSink } from "./sink.js";

/** How the reading of inputs ended. */
export interface ReadEnd {
  /** The inputs that were begun. */
  readonly files: readonly string[];
  readonly engine: EngineName;
  /** Why they were not read to their ends. */
  readonly fault: InputError | undefined;
}

/** Reads all inputs. One that breaks off ends the run, but what came before it is counted, and recorded. */
export async function readAll(
  inputs: readonly Input[],
  namespaces: readonly LabelledNamespace[],
  options: FormatOptions,
  report: Report,
  sink: ImportSink,
  progress: Progress | undefined,
): Promise<ReadEnd> {
  const checkers = openCheckers(namespaces);
  const files: string[] = [];
  let fault: InputError | undefined;
  try {
    for (const input of inputs) {
      files.push(input.name);
      const format = selectFormat(input, options);
      const checker = openChecker(format, checkers, START);
      const source: Source = { name: input.name, ids: format.ids, longest: format.longest, offset: 0 };
      const pass = (all: Iterable<Checked>): void => {
        for (const checked of all) {
          report.add(checked, source);
          sink.add(checked);
        }
      };
      for await (const chunk of input.text()) {
        pass(checker.read(chunk));
        if (sink.isFull) await sink.flush();
        progress?.update(input);
      }
      pass(checker.end());
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    fault = error;
  }
  await sink.flush();
  return { files, engine: checkers.validator.engine, fault };
}
