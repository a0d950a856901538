import { MessageChannel } from "node:worker_threads";
import type { SpawnThread } from "../../src/check/index.js";
import type { DecoderSetup } from "../../src/check/inputs/rows/parquet/messages.js";
import { serveDecoder } from "../../src/check/inputs/rows/parquet/serve-decoder.js";

/** Decodes Parquet in this thread instead of another: the code of src/ instead of dist/, and without a thread's start. */
export const decodeHere: SpawnThread = (workerData) => {
  const { port1, port2 } = new MessageChannel();
  void serveDecoder(workerData as DecoderSetup, port2);
  return {
    on: (event: "error" | "message", listener: (value: never) => void) =>
      event === "message" ? port1.on("message", listener as (message: unknown) => void) : undefined,
    postMessage: (message) => port1.postMessage(message),
    terminate: async () => port1.close(),
  };
};
