import type { LineChecker } from "../../../bulk/line-checker.js";
import { compiledModule } from "../../../engine/select.js";
import { namespaceState } from "../../../namespace/namespace.js";
import type { Io } from "../../io.js";
import type { KeyOptions, LabelledNamespace } from "../../keys.js";
import type { Results } from "../results.js";
import { BlockPool } from "./pool.js";
import type { SharedNamespace, WorkerSetup } from "./protocol.js";
import { BlockScanner } from "./scanner.js";

/** Starts threads: with this one there are `jobs` that work. */
export function openPool(
  spawn: NonNullable<Io["spawn"]>,
  jobs: number,
  lines: LineChecker,
  namespaces: readonly LabelledNamespace[],
  { engine, jurisdiction }: KeyOptions,
  results: Results,
): BlockPool {
  const outputs = results.outputs.map(({ name }) => name);
  const setup: WorkerSetup = {
    module: engine === "pure" ? undefined : compiledModule(),
    engine,
    namespaces: namespaces.map((each) => share(each, jurisdiction)),
    outputs,
  };
  const workers = Array.from({ length: jobs - 1 }, () => spawn(setup));
  return new BlockPool(workers, new BlockScanner(lines, namespaces, outputs));
}

/** Trust boundary: a key leaves its namespace here, for another thread of this process, and for nobody else. */
function share({ label, namespace }: LabelledNamespace, jurisdiction: string | undefined): SharedNamespace {
  return { label, rootKey: namespaceState(namespace).keys.root(), jurisdiction };
}
