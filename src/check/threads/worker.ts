// The main program of a thread.
import { parentPort, workerData } from "node:worker_threads";
import type { DecoderSetup } from "../inputs/rows/parquet/messages.js";
import { serveDecoder } from "../inputs/rows/parquet/serve-decoder.js";
import type { ThreadSetup } from "./protocol.js";
import { serveBatches } from "./serve-batches.js";

const setup = workerData as ThreadSetup | DecoderSetup;
if ("queue" in setup) serveBatches(setup);
// Not with `await`: a minifier that parses this file as a script, as webpack's does, rejects it at the top level.
else if (parentPort !== null) void serveDecoder(setup, parentPort);
