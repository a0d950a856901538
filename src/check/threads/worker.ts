// The entry point of a thread of `durable-id/check`.
import { serveBatches } from "./serve-batches.js";

serveBatches();
