import type { LabelledNamespace } from "../keys.js";
import { AnnotateWriter } from "./annotate-writer.js";
import { IdWriter } from "./id-writer.js";
import type { RecordWriter } from "./record-writer.js";
import { SelectWriter } from "./select-writer.js";

/** What a run can give out of its records, in this order wherever there is a list of them. */
export const OUTPUTS = ["annotate", "invalid", "valid", "ids"] as const;

/** One of {@link OUTPUTS}. */
export type OutputName = (typeof OUTPUTS)[number];

/** The writer of an output. */
export function createWriter(name: OutputName, namespaces: readonly LabelledNamespace[]): RecordWriter {
  switch (name) {
    case "annotate":
      return new AnnotateWriter(namespaces);
    case "invalid":
      return new SelectWriter(false, "--invalid");
    case "valid":
      return new SelectWriter(true, "--valid");
    case "ids":
      return new IdWriter();
  }
}
