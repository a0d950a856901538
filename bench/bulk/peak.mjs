// Loaded before a command: when the process ends, prints its peak memory on standard error.
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.on("exit", () => process._rawDebug(`peak ${process.resourceUsage().maxRSS} kB`));
}
