import { classifyRows } from "../../bulk/classify.js";
import { sharedArrays } from "../../bulk/records/batch.js";
import { adoptModule, createClassifier, selectEngine } from "../../engine/select.js";
import { JurisdictionTable } from "../../format/jurisdiction.js";
import { NamespaceKeys } from "../../format/key.js";
import type { ThreadSetup } from "./protocol.js";
import { BatchQueue } from "./queue.js";

/** The main loop of a judging thread: takes batches and writes their verdicts until the queue is stopped. */
export function serveBatches({ module, namespaces, queue: memory, batches }: ThreadSetup): void {
  if (module !== undefined) adoptModule(module);
  const scopes = namespaces.map(({ rootKey, jurisdictions, code }) => ({
    keys: new NamespaceKeys(rootKey, new JurisdictionTable(jurisdictions)),
    code,
  }));
  const classifier = createClassifier(selectEngine(module === undefined ? "pure" : "wasm"), scopes);
  const arrays = batches.map(sharedArrays);
  const queue = new BatchQueue(memory, batches.length);
  for (let number = queue.takeOrWait(); number !== undefined; number = queue.takeOrWait()) {
    const batch = arrays[number % arrays.length];
    classifyRows(classifier, batch.rows, queue.rowsOf(number), batch);
    queue.finish(number);
  }
}
