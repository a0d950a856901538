import { parentPort, workerData } from "node:worker_threads";
import { adoptModule, type EngineChoice } from "../../../engine/select.js";
import { DurableObjectNamespace } from "../../../namespace/namespace.js";
import type { LabelledNamespace } from "../../keys.js";
import { openCheckers } from "../stream.js";
import { BlockControl } from "./control.js";
import { type BlockFile, blockCount, type WorkerSetup } from "./protocol.js";
import { BlockScanner } from "./scanner.js";

/** What a thread does: for each file that it is told of, takes blocks until there are none left. */
export function serveBlocks(): void {
  const port = parentPort;
  if (port === null) throw new Error("This is no thread.");
  const { module, engine, namespaces: shared, outputs } = workerData as WorkerSetup;
  if (module !== undefined) adoptModule(module);
  const namespaces = shared.map(({ label, rootKey, jurisdiction }): LabelledNamespace => {
    const namespace = new DurableObjectNamespace({ key: rootKey, engine: engine as EngineChoice | undefined });
    rootKey.fill(0);
    return { label, namespace: namespace.jurisdiction(jurisdiction) };
  });
  const scanner = new BlockScanner(openCheckers(namespaces).lines, namespaces, outputs);
  port.on("message", ({ file, ahead }: { readonly file: BlockFile; readonly ahead: number }) => {
    const control = new BlockControl(file.control, blockCount(file), ahead);
    for (let index = control.takeOrWait(); index !== undefined; index = control.takeOrWait()) {
      port.postMessage(scanner.scanOrFault(file, index));
    }
  });
}
